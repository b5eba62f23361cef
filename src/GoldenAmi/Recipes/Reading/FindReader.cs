using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;

namespace GoldenAmi.Recipes.Reading;

/// <summary>Reads <c>parent.find</c>: the newest AMI of an owner that fits a name.</summary>
internal static class FindReader
{
    private static readonly string[] Architectures = ["x86_64", "arm64", "x86_64_mac", "arm64_mac"];

    public static Parent.Find? Read(MapNode? map, ProblemList problems)
    {
        if (map is null)
        {
            return null;
        }

        var keys = RecipeMaps.Find.Open(map, problems);
        var owner = ReadOwner(map, keys, problems);
        var name = ValueForms.AmiName.Check(keys.Text("name", required: true), problems);
        var architecture = keys.Text("architecture", required: false);
        if (architecture is not null && !Architectures.Contains(architecture.Value))
        {
            problems.AddUnknownWord(ErrorCode.RecipeWord, architecture, "an architecture of EC2", Architectures);
        }

        var tags = Tags.ReadWanted(keys, problems);
        if (tags.Count > 0 && owner is not (null or "self"))
        {
            problems.Add(ErrorCode.RecipeFindOwner, map.Find("tags")!.Place, $"The AMIs of '{owner}' are to be found by tags, which only their owner sees.", "remove 'tags', or name the owner 'self'.");
        }

        return owner is null || name is null ? null : new Parent.Find(owner, name.Value, architecture?.Value, map.Place) { Tags = tags };
    }

    // "whoAMI": who publishes an AMI under a fitting name becomes the parent of everybody who searches without an owner
    // (https://securitylabs.datadoghq.com/articles/whoami-a-cloud-image-name-confusion-attack/).
    private static string? ReadOwner(MapNode map, MapReader keys, ProblemList problems)
    {
        if (keys.Text("owner", required: false) is not { } text)
        {
            if (!keys.IsMisspelt("owner"))
            {
                problems.Add(
                    ErrorCode.RecipeFindOwner, map.Place,
                    "An AMI is to be found without its owner: anybody can publish an AMI of a fitting name, and the image would be built upon it (the whoAMI attack).",
                    "add 'owner: <12 digits of the account>', or self, or amazon.");
            }

            return null;
        }

        if (text.Value is "self" or "amazon" || AccountId.TryParse(text.Value, out _))
        {
            return text.Value;
        }

        problems.Add(
            ErrorCode.RecipeFindOwner, text.Place, $"'{ProblemList.Short(text.Value)}' is not the owner of AMIs; it must be the 12 digits of an account, self or amazon.",
            text.Value is "aws-marketplace" ? "write the account id of the seller." : "write the account id of the maker, quoted.");
        return null;
    }
}
