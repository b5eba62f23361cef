using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;

namespace GoldenAmi.Recipes;

/// <summary>What the image is built upon.</summary>
public abstract record Parent
{
    private Parent(SourcePlace place) => Place = place;

    /// <summary>Where the parent's value stands.</summary>
    public SourcePlace Place { get; }

    /// <summary>An AMI of the home region, by id.</summary>
    public sealed record Ami(AmiId Id, SourcePlace At) : Parent(At);

    /// <summary>A Systems Manager parameter that holds an AMI id: <c>/aws/service/debian/release/12/latest/amd64</c>.</summary>
    public sealed record Ssm(string Name, SourcePlace At) : Parent(At);

    /// <summary>An image of Image Builder: the newest build of the newest version that fits.</summary>
    /// <param name="Owner"><c>amazon</c>, <c>self</c>, or the id of an account that shares it.</param>
    /// <param name="Name">For example <c>ubuntu-server-24-lts-x86</c>.</param>
    /// <param name="Version">For example <c>x.x.x</c> or <c>1.4.x</c>.</param>
    public sealed record Image(string Owner, string Name, string Version, SourcePlace At) : Parent(At);

    /// <summary>The newest image of another recipe of the repository that is built and tested in the home region.</summary>
    /// <param name="File">The other recipe's file, relative to the repository's root, with forward slashes.</param>
    /// <param name="Name">The other recipe's name.</param>
    /// <param name="Variant">Which of its variants, or null for the recipe as it stands.</param>
    public sealed record Recipe(string File, string Name, string? Variant, SourcePlace At) : Parent(At)
    {
        /// <summary>As <see cref="Recipes.Recipe.ResourceName"/> of the other recipe.</summary>
        public string ResourceName => Variant is null ? Name : $"{Name}-{Variant}";
    }

    /// <summary>The newest of the AMIs that fit. The owner is always named: without it anybody's public AMI of a fitting name would do.</summary>
    /// <param name="Owner">The 12 digits of an account, <c>self</c> or <c>amazon</c>.</param>
    /// <param name="Name">A name, with <c>*</c> for any letters and <c>?</c> for one: <c>debian-12-amd64-*</c>.</param>
    /// <param name="Architecture">As EC2 says it: <c>x86_64</c>, <c>arm64</c>; null when all that fit have the same.</param>
    public sealed record Find(string Owner, string Name, string? Architecture, SourcePlace At) : Parent(At)
    {
        /// <summary>Tags that the AMI must have. Only the owner sees an AMI's tags.</summary>
        public IReadOnlyDictionary<string, string> Tags { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);
    }
}
