using System.Globalization;
using System.Xml.Linq;

namespace GoldenAmi.Aws.Protocols;

/// <summary>Values in answers of the ec2 protocol.</summary>
internal static class Ec2Xml
{
    public static string ReadText(XElement xml) => xml.Value;

    public static int ReadInt(XElement xml) =>
        int.TryParse(xml.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : throw Unreadable(xml, "a 32-bit number");

    public static long ReadLong(XElement xml) =>
        long.TryParse(xml.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : throw Unreadable(xml, "a 64-bit number");

    public static double ReadDouble(XElement xml) =>
        double.TryParse(xml.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw Unreadable(xml, "a number");

    public static bool ReadBool(XElement xml) =>
        bool.TryParse(xml.Value, out var value) ? value : throw Unreadable(xml, "true or false");

    public static DateTime ReadTime(XElement xml) =>
        DateTime.TryParse(xml.Value, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw Unreadable(xml, "a time");

    /// <summary>The elements below <paramref name="xml"/> that carry the list's name, mostly <c>item</c>.</summary>
    public static List<T> ReadList<T>(XElement xml, string item, Func<XElement, T> read) =>
        [.. xml.Elements().Where(each => each.Name.LocalName == item).Select(read)];

    private static UnreadableAnswerException Unreadable(XElement xml, string expected) =>
        new($"<{xml.Name.LocalName}> holds '{BodyText.Shorten(System.Text.Encoding.UTF8.GetBytes(xml.Value))}' where {expected} was expected");
}
