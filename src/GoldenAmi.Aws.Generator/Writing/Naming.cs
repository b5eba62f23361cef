using System.Text;

namespace GoldenAmi.Aws.Generator.Writing;

/// <summary>How AWSSDK v4 makes C# names of names in the models.</summary>
internal static class Naming
{
    /// <summary><c>imageRecipeArn</c> → <c>ImageRecipeArn</c>.</summary>
    public static string Property(string member) => char.ToUpperInvariant(member[0]) + member[1..];

    /// <summary><c>ParameterNotFound</c> → <c>ParameterNotFoundException</c>.</summary>
    public static string Exception(string shape) => shape.EndsWith("Exception", StringComparison.Ordinal) ? shape : shape + "Exception";

    /// <summary><c>t2.micro</c> → <c>T2Micro</c>, <c>x86_64</c> → <c>X86_64</c>, <c>AVAILABLE</c> as it is.</summary>
    public static string EnumerationField(string value)
    {
        var name = new StringBuilder();
        var startsWord = true;
        foreach (var letter in value)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter != '_')
            {
                startsWord = true;
                continue;
            }

            name.Append(startsWord ? char.ToUpperInvariant(letter) : letter);
            startsWord = false;
        }

        return name.Length == 0 || char.IsAsciiDigit(name[0]) ? "_" + name : name.ToString();
    }

    /// <summary>A C# string literal.</summary>
    public static string Literal(string text) => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
