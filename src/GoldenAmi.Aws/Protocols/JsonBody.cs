using System.Globalization;
using System.Text.Json;
using Amazon.Runtime;

namespace GoldenAmi.Aws.Protocols;

/// <summary>Members of JSON bodies: null means absent, an empty collection is sent.</summary>
internal static class JsonBody
{
    public static void WriteMember<T>(Utf8JsonWriter json, string name, T? value, Action<Utf8JsonWriter, T> write)
        where T : class
    {
        if (value is not null)
        {
            json.WritePropertyName(name);
            write(json, value);
        }
    }

    public static void WriteMember<T>(Utf8JsonWriter json, string name, T? value, Action<Utf8JsonWriter, T> write)
        where T : struct
    {
        if (value is { } present)
        {
            json.WritePropertyName(name);
            write(json, present);
        }
    }

    public static void WriteText(Utf8JsonWriter json, string value) => json.WriteStringValue(value);

    public static void WriteConstant(Utf8JsonWriter json, ConstantClass value) => json.WriteStringValue(value.Value);

    public static void WriteInt(Utf8JsonWriter json, int value) => json.WriteNumberValue(value);

    public static void WriteLong(Utf8JsonWriter json, long value) => json.WriteNumberValue(value);

    public static void WriteDouble(Utf8JsonWriter json, double value) => json.WriteNumberValue(value);

    public static void WriteBool(Utf8JsonWriter json, bool value) => json.WriteBooleanValue(value);

    /// <summary>Seconds since 1970, with milliseconds as decimals.</summary>
    public static void WriteTime(Utf8JsonWriter json, DateTime value) => json.WriteNumberValue(Milliseconds(value) / 1000m);

    public static void WriteMilliseconds(Utf8JsonWriter json, DateTime value) => json.WriteNumberValue(Milliseconds(value));

    public static void WriteList<T>(Utf8JsonWriter json, List<T> values, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray();
        values.ForEach(value => write(json, value));
        json.WriteEndArray();
    }

    public static void WriteMap<T>(Utf8JsonWriter json, Dictionary<string, T> values, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartObject();
        foreach (var (key, value) in values.OrderBy(each => each.Key, StringComparer.Ordinal))
        {
            json.WritePropertyName(key);
            write(json, value);
        }

        json.WriteEndObject();
    }

    /// <summary>The members that are not null.</summary>
    public static IEnumerable<JsonProperty> Members(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object
            ? json.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null)
            : throw new UnreadableAnswerException($"an object was expected, not {json.ValueKind}");

    public static string ReadText(JsonElement json) =>
        json.ValueKind == JsonValueKind.String ? json.ToString() : throw new UnreadableAnswerException($"text was expected, not {json.ValueKind}");

    public static int ReadInt(JsonElement json) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var value) ? value : throw new UnreadableAnswerException("a 32-bit number was expected");

    public static long ReadLong(JsonElement json) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out var value) ? value : throw new UnreadableAnswerException("a 64-bit number was expected");

    public static double ReadDouble(JsonElement json) =>
        json.ValueKind == JsonValueKind.Number ? json.GetDouble() : throw new UnreadableAnswerException("a number was expected");

    public static bool ReadBool(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new UnreadableAnswerException("true or false was expected"),
    };

    /// <summary>Seconds since 1970 or ISO 8601: services answer either.</summary>
    public static DateTime ReadTime(JsonElement json) =>
        json.ValueKind == JsonValueKind.Number ? FromSeconds(json.GetDouble())
        : DateTime.TryParse(ReadText(json), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var time) ? time
        : throw new UnreadableAnswerException($"'{json}' is no time");

    public static DateTime ReadMilliseconds(JsonElement json) => FromSeconds(ReadDouble(json) / 1000);

    public static List<T> ReadList<T>(JsonElement json, Func<JsonElement, T> read) =>
        json.ValueKind == JsonValueKind.Array
            ? [.. json.EnumerateArray().Where(each => each.ValueKind != JsonValueKind.Null).Select(read)]
            : throw new UnreadableAnswerException($"an array was expected, not {json.ValueKind}");

    public static Dictionary<string, T> ReadMap<T>(JsonElement json, Func<JsonElement, T> read)
    {
        var map = new Dictionary<string, T>();
        foreach (var member in Members(json))
        {
            map[member.Name] = read(member.Value);
        }

        return map;
    }

    private static decimal Milliseconds(DateTime value) => new DateTimeOffset(value.ToUniversalTime()).ToUnixTimeMilliseconds();

    private static DateTime FromSeconds(double seconds) =>
        Math.Abs(seconds) < 1e11
            ? DateTime.UnixEpoch.AddTicks((long)Math.Round(seconds * 1000) * TimeSpan.TicksPerMillisecond)
            : throw new UnreadableAnswerException($"{seconds.ToString(CultureInfo.InvariantCulture)} seconds since 1970 is no time");
}
