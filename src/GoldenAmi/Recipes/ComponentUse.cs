using GoldenAmi.Diagnostics;

namespace GoldenAmi.Recipes;

/// <summary>A component that the recipe uses, and the values for its parameters.</summary>
public abstract record ComponentUse
{
    private ComponentUse(SourcePlace place, IReadOnlyList<ComponentParameter> with)
    {
        Place = place;
        With = with;
    }

    /// <summary>Where the recipe says <c>uses</c> or <c>path</c>.</summary>
    public SourcePlace Place { get; }

    /// <summary>Values for the document's parameters, in the recipe's order.</summary>
    public IReadOnlyList<ComponentParameter> With { get; }

    /// <summary>A component that is in AWS already.</summary>
    /// <param name="Owner"><c>amazon</c>, <c>self</c>, or an account id.</param>
    /// <param name="Name">For example <c>update-linux</c>.</param>
    /// <param name="Version">For example <c>x.x.x</c> or <c>1.0.4</c>.</param>
    public sealed record Existing(string Owner, string Name, string Version, SourcePlace At, IReadOnlyList<ComponentParameter> Values)
        : ComponentUse(At, Values);

    /// <summary>A component document of the repository.</summary>
    /// <param name="File">Relative to the repository's root, with forward slashes.</param>
    /// <param name="Text">The document's text, exactly the file's content.</param>
    public sealed record Document(string File, string Text, SourcePlace At, IReadOnlyList<ComponentParameter> Values)
        : ComponentUse(At, Values)
    {
        /// <summary>What the component in AWS is made with beside its text.</summary>
        public DocumentOptions Options { get; init; } = DocumentOptions.None;
    }
}

/// <summary>A value for a component's parameter.</summary>
public sealed record ComponentParameter(string Name, string Value, SourcePlace Place);

/// <summary>What a component or workflow in AWS is made with beside its document's text.</summary>
/// <param name="KmsKey">Key that encrypts it in AWS, or null for AWS's own.</param>
/// <param name="ChangeDescription">What is new in it, or null.</param>
/// <param name="SupportedOsVersions">Of a component; empty for any.</param>
public sealed record DocumentOptions(string? KmsKey, string? ChangeDescription, IReadOnlyList<string> SupportedOsVersions)
{
    /// <summary>Nothing beside the text.</summary>
    public static DocumentOptions None { get; } = new(null, null, []);
}
