using GoldenAmi.Builds;
using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;

namespace GoldenAmi.References;

/// <summary>The words for what is wrong with an id or with the marker beside it.</summary>
internal static class MarkerProblems
{
    private const string Form = "'golden-ami: RECIPE[/ARCHITECTURE] REGION [ACCOUNT] [WHAT]', for example 'golden-ami: web/arm64 eu-west-1'";

    public static Diagnostic Disputed(AmiId id, IdMeaning.Disputed disputed, SourcePlace place) => new(
        ErrorCode.ReferenceDisputedId,
        $"'{id}' is an image of more than one lineage: {string.Join(" and ", disputed.Claims)}. Ids are unique within a region only, so it cannot be told which one is meant.",
        place,
        "write the new id by hand, or put 'golden-ami: ignore' into a comment beside it.");

    public static Diagnostic NoImage(string old, string wanted, IReadOnlyList<ReleasedImage> images, SourcePlace place) => new(
        ErrorCode.ReferenceNoImage,
        $"'{old}' cannot be moved: the release has no image for {wanted}. It has: {string.Join("; ", images.Select(image => LineageTable.PlaceOf(image).ToString()).Order(StringComparer.Ordinal))}. Regions move together, so nothing was changed.",
        place,
        "add the region to the recipe's 'distribution.regions', take the line away, or put 'golden-ami: ignore' into a comment beside it.");

    public static Diagnostic Unreadable(Marker.Unreadable marker, SourcePlace place) => new(
        ErrorCode.ReferenceMarkerForm,
        $"The marker 'golden-ami: {marker.Text}' cannot be read. Its form is {Form}; architectures are x86_64 and arm64; what is one of {string.Join(", ", MarkedWhats.Words)}, and id when nothing is said.",
        place,
        "write it in that form.");

    public static Diagnostic BelongsToOther(AmiId id, IdMeaning.Somebodys other, Marker.Names marker, SourcePlace place) => new(
        ErrorCode.ReferenceMarkerContradicts,
        $"The marker says '{marker.Recipe} {marker.Region}', but '{id}' is an image of {other.Owner}.",
        place,
        "take the marker away, or write an id of the marker's recipe.");

    public static Diagnostic BelongsElsewhere(AmiId id, IdMeaning.Ours ours, Marker.Names marker, SourcePlace place) => new(
        ErrorCode.ReferenceMarkerContradicts,
        $"The marker says '{marker.Recipe} {marker.Region}', but '{id}' is the image of {ours.Place}.",
        place,
        "correct the marker, or the id.");

    public static Diagnostic Ambiguous(Marker.Names marker, IEnumerable<ImagePlace> images, SourcePlace place) => new(
        ErrorCode.ReferenceMarkerAmbiguous,
        $"The marker '{marker.Recipe} {marker.Region}' fits more than one image of the release: {string.Join("; ", images.Select(image => image.ToString()).Order(StringComparer.Ordinal))}.",
        place,
        "name the architecture (web/arm64), the account, or both in the marker.");

    public static Diagnostic SeveralValues(Marker.Names marker, IReadOnlyList<FoundValue> found, SourcePlace place) => new(
        ErrorCode.ReferenceMarkerSeveralValues,
        $"The marker '{marker.Recipe} {marker.Region} {MarkedWhats.WordOf(marker.What)}' stands beside {string.Join(" and ", found.Select(value => $"'{value.Text}'").Distinct(StringComparer.Ordinal).Take(5))}, so it is not clear which one is meant.",
        place,
        "put them on lines of their own.");

    public static Diagnostic WithoutValue(Marker.Names marker, SourcePlace place) => new(
        ErrorCode.ReferenceMarkerWithoutId,
        $"The marker '{marker.Recipe} {marker.Region}{(marker.What == MarkedWhat.Id ? "" : " " + MarkedWhats.WordOf(marker.What))}' has no {MarkedWhats.NounOf(marker.What)} beside it or on the line below.",
        place,
        marker.What == MarkedWhat.Id
            ? "write the id that is to be moved there (any AMI id will do the first time), or take the marker away."
            : "write an older value of that form there, or take the marker away.")
    {
        Severity = Severity.Warning,
    };

    /// <param name="places">At least one.</param>
    public static Diagnostic WithoutDigest(IReadOnlyList<SourcePlace> places) => new(
        ErrorCode.ReferenceNoDigest,
        $"The release has no attestation, so the digest here stays as it is{(places.Count == 1 ? "" : $" (and at {places.Count - 1} more place{(places.Count == 2 ? "" : "s")})")}.",
        places[0],
        "have the recipe sign its images ('sign'), or take the marker away.")
    {
        Severity = Severity.Warning,
    };
}
