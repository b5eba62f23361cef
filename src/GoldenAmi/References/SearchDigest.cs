using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GoldenAmi.Recipes;

namespace GoldenAmi.References;

/// <summary>The digest of everything besides the commit that decides what a search finds. The same digest on the same commit: the same edits.</summary>
internal static class SearchDigest
{
    // Counted up with each change of what is found or how it is replaced and told
    private const int Rules = 1;

    /// <returns><c>sha256:…</c>.</returns>
    public static string Of(BumpOrder order)
    {
        var text = new StringBuilder();
        Line("rules", Rules.ToString(CultureInfo.InvariantCulture));
        Line("recipe", order.Recipe.Name.Value, order.Recipe.Parent is Parent.Ami parent ? parent.Id.Value : "");
        Line("release", order.Release.ImageArn, order.Release.Version);
        foreach (var image in order.Release.Images.Select(image => $"{image.Region}/{image.Account}/{image.Architecture}/{image.Id}").Order(StringComparer.Ordinal))
        {
            Line("image", image);
        }

        foreach (var image in order.Lineage.Select(image => $"{image.Recipe}/{image.Region}/{image.Account}/{image.Architecture}/{image.Id}").Order(StringComparer.Ordinal))
        {
            Line("known", image);
        }

        Line("group", order.Group.Repository, order.Group.Channel ?? "", order.Group.Policy.CommitType ?? "");
        foreach (var entry in order.Group.Entries)
        {
            Line("entry", [entry.Channel ?? "", .. entry.Paths]);
        }

        return $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))}";

        // Lengths, so that no value can look like two
        void Line(string name, params string[] values) => text.Append(name).AppendJoin("", values.Select(value => $" {value.Length}:{value}")).Append('\n');
    }
}
