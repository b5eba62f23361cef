using GoldenAmi.Builds;
using GoldenAmi.Identifiers;
using GoldenAmi.Recipes;

namespace GoldenAmi.References;

/// <summary>What one image of a recipe stands for: wherever an older one of the same place is named, the new one belongs.</summary>
/// <param name="Architecture">As EC2 says it: <c>x86_64</c>, <c>arm64</c>; "" of a deregistered image, when nobody knows it any more.</param>
internal sealed record ImagePlace(Region Region, AccountId Account, string Architecture)
{
    public override string ToString() => Architecture.Length == 0 ? $"{Region}, account {Account}" : $"{Region}, account {Account}, {Architecture}";
}

/// <summary>What an id in a file means to a bump.</summary>
internal abstract record IdMeaning
{
    private IdMeaning()
    {
    }

    /// <summary>No known image has this id.</summary>
    public sealed record Nobodys : IdMeaning;

    /// <summary>An image of other recipes, or the recipe's parent: not ours to move.</summary>
    /// <param name="Owner">For people: <c>the recipe 'api'</c>.</param>
    public sealed record Somebodys(string Owner) : IdMeaning;

    /// <summary>An image of the recipe, this release's or an older one.</summary>
    public sealed record Ours(ImagePlace Place) : IdMeaning;

    /// <summary>More than one lineage, or one lineage at more than one place, has this id.</summary>
    /// <param name="Claims">For people, sorted.</param>
    public sealed record Disputed(IReadOnlyList<string> Claims) : IdMeaning;
}

/// <summary>Which image each known id is, and which image of the release takes its place.</summary>
internal sealed class LineageTable
{
    private readonly string _recipe;
    private readonly AmiId? _parent;
    private readonly Release _release;
    private readonly ILookup<AmiId, (string Recipe, ImagePlace Place)> _claims;

    public LineageTable(BumpOrder order)
    {
        _recipe = order.Recipe.Name.Value;
        _parent = order.Recipe.Parent is Parent.Ami parent ? parent.Id : null;
        _release = order.Release;
        Forms = new ValueForms(order.Recipe.Distribution.Name.Value,
            order.Lineage.Where(image => image.Recipe == _recipe).Select(image => image.Name).OfType<string>().Concat(order.Release.Images.Select(image => image.Name)));
        _claims = order.Lineage
            .Select(image => (image.Id, Claim: (image.Recipe, Place: new ImagePlace(image.Region, image.Account, image.Architecture))))
            .Concat(Images.Select(image => (image.Id, Claim: (_recipe, Place: PlaceOf(image)))))
            .Distinct()
            .ToLookup(image => image.Id, image => image.Claim);
    }

    /// <summary>The release's images, those of other accounts among them; their snapshots are not seen from here.</summary>
    public IReadOnlyList<ReleasedImage> Images =>
        [.. _release.Images, .. _release.Copies.Select(copy => new ReleasedImage(copy.Region, copy.Account, copy.Architecture, copy.Id, copy.Name, SnapshotId: ""))];

    /// <summary>The forms by which values that are no ids are found.</summary>
    public ValueForms Forms { get; }

    public static ImagePlace PlaceOf(ReleasedImage image) => new(image.Region, image.Account, image.Architecture);

    public IdMeaning Meaning(AmiId id)
    {
        var claims = _claims[id].ToList();
        if (claims.Count == 0)
        {
            return id == _parent ? new IdMeaning.Somebodys("the recipe's parent") : new IdMeaning.Nobodys();
        }

        if (claims.TrueForAll(claim => claim.Recipe != _recipe))
        {
            return new IdMeaning.Somebodys($"the recipe '{claims.Select(claim => claim.Recipe).Min(StringComparer.Ordinal)}'");
        }

        return claims is [var only]
            ? new IdMeaning.Ours(only.Place)
            : new IdMeaning.Disputed([.. claims.Select(claim => $"'{claim.Recipe}' ({claim.Place})").Order(StringComparer.Ordinal)]);
    }

    /// <summary>The release's image for a place, or null. A place whose architecture nobody knows any more is that of the only image of its region and account.</summary>
    public ReleasedImage? FindImage(ImagePlace place) => place.Architecture.Length > 0
        ? Images.FirstOrDefault(image => PlaceOf(image) == place)
        : Images.Where(image => image.Region == place.Region && image.Account == place.Account).ToList() is [var only] ? only : null;

    /// <summary>What belongs where a marker stands, in an image of the release; null when the release has no such thing.</summary>
    /// <param name="old">What stands there now: of a path only the version changes.</param>
    public string? ValueOf(MarkedWhat what, ReleasedImage image, string old) => what switch
    {
        MarkedWhat.Id => image.Id.Value,
        MarkedWhat.Name => image.Name,
        MarkedWhat.Version => image.Version ?? _release.Version,
        MarkedWhat.ImageArn => image.ImageArn ?? _release.ImageArn,
        MarkedWhat.Digest => image.Digest,
        MarkedWhat.Ssm => ValueForms.WithVersion(old, image.Version ?? _release.Version),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
