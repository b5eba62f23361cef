using GoldenAmi.Aws.Generator.Reading;

namespace GoldenAmi.Aws.Generator.Writing;

/// <summary>Enumerations: open sets of constants, so that a value that AWS adds later is not an error.</summary>
internal static class EnumerationFile
{
    public static string Write(Service service)
    {
        var code = new CodeText();
        code.Line($"namespace {service.Choice.Namespace};");
        foreach (var shape in service.Enumerations)
        {
            WriteClass(code, shape);
        }

        return code.ToString();
    }

    private static void WriteClass(CodeText code, ApiShape shape)
    {
        var used = new HashSet<string> { shape.Name, "FindValue", "Value", "Equals", "GetHashCode", "ToString", "GetType" };
        code.Line();
        code.Line($"/// <summary>The enumeration {shape.Name} of the service's model; other values are allowed.</summary>");
        code.Block($"public sealed partial class {shape.Name} : global::Amazon.Runtime.ConstantClass", () =>
        {
            foreach (var value in shape.Values)
            {
                var field = Naming.EnumerationField(value);
                while (!used.Add(field))
                {
                    field += "_";
                }

                code.Line($"public static readonly {shape.Name} {field} = new({Naming.Literal(value)});");
            }

            code.Line();
            code.Line($"public {shape.Name}(string value) : base(value) {{ }}");
            code.Line($"public static {shape.Name} FindValue(string value) => FindValue<{shape.Name}>(value);");
            code.Line($"public static implicit operator {shape.Name}(string value) => FindValue(value);");
        });
    }
}
