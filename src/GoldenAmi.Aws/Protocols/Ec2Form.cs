using System.Globalization;
using Amazon.Runtime;

namespace GoldenAmi.Aws.Protocols;

/// <summary>The fields of a request, in the order in which they were added.</summary>
internal sealed class Ec2Fields(IDictionary<string, string> parameters)
{
    public void Add(string name, string value) => parameters[name] = value;
}

/// <summary>Members of requests in the ec2 protocol: <c>Filter.1.Value.2=…</c>. Null means absent; so does an empty list, which has no form there.</summary>
internal static class Ec2Form
{
    public static void WriteMember<T>(Ec2Fields fields, string prefix, string name, T? value, Action<Ec2Fields, string, T> write)
        where T : class
    {
        if (value is not null)
        {
            write(fields, Join(prefix, name), value);
        }
    }

    public static void WriteMember<T>(Ec2Fields fields, string prefix, string name, T? value, Action<Ec2Fields, string, T> write)
        where T : struct
    {
        if (value is { } present)
        {
            write(fields, Join(prefix, name), present);
        }
    }

    public static void WriteList<T>(Ec2Fields fields, string name, List<T> values, Action<Ec2Fields, string, T> write)
    {
        for (var index = 0; index < values.Count; index++)
        {
            write(fields, Join(name, (index + 1).ToString(CultureInfo.InvariantCulture)), values[index]);
        }
    }

    public static void WriteText(Ec2Fields fields, string name, string value) => fields.Add(name, value);

    public static void WriteConstant(Ec2Fields fields, string name, ConstantClass value) => fields.Add(name, value.Value);

    public static void WriteInt(Ec2Fields fields, string name, int value) => fields.Add(name, value.ToString(CultureInfo.InvariantCulture));

    public static void WriteLong(Ec2Fields fields, string name, long value) => fields.Add(name, value.ToString(CultureInfo.InvariantCulture));

    public static void WriteDouble(Ec2Fields fields, string name, double value) => fields.Add(name, value.ToString("R", CultureInfo.InvariantCulture));

    public static void WriteBool(Ec2Fields fields, string name, bool value) => fields.Add(name, value ? "true" : "false");

    public static void WriteTime(Ec2Fields fields, string name, DateTime value) =>
        fields.Add(name, value.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    private static string Join(string prefix, string name) => prefix.Length == 0 ? name : $"{prefix}.{name}";
}
