namespace GoldenAmi.Forges;

/// <summary>What is different between the components of two images.</summary>
internal static class ComponentDifference
{
    /// <param name="before">ARNs: <c>arn:aws:imagebuilder:us-east-1:111122223333:component/web-nginx/1.0.3/1</c>.</param>
    /// <returns>For people, sorted by name: <c>web-nginx 1.0.3 → 1.0.4</c>, <c>web-nginx 1.0.4 (new)</c>, <c>web-nginx 1.0.3 (gone)</c>.</returns>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> before, IReadOnlyList<string> now)
    {
        var (old, current) = (Versions(before), Versions(now));
        return
        [
            .. old.Keys.Union(current.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(name => (name, was: old.GetValueOrDefault(name), isNow: current.GetValueOrDefault(name)))
                .Where(component => component.was != component.isNow)
                .Select(component => component switch
                {
                    (var name, null, var isNow) => $"{name} {isNow} (new)",
                    (var name, var was, null) => $"{name} {was} (gone)",
                    (var name, var was, var isNow) => $"{name} {was} → {isNow}",
                }),
        ];
    }

    private static Dictionary<string, string> Versions(IReadOnlyList<string> arns)
    {
        var versions = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var arn in arns)
        {
            if (arn.Split('/') is [_, var name, var version, ..])
            {
                // A component that is used twice counts once
                versions[name] = version;
            }
        }

        return versions;
    }
}
