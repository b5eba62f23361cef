namespace GoldenAmi.Forges.Azure;

/// <summary>Which repository of Azure Repos, and with which token.</summary>
/// <param name="Organization">SYSTEM_COLLECTIONURI: <c>https://dev.azure.com/acme/</c>.</param>
/// <param name="Project">Name or id.</param>
/// <param name="Repository">Name or id.</param>
/// <param name="Token">SYSTEM_ACCESSTOKEN, or a personal access token. It never leaves the header that it goes into.</param>
public sealed record AzurePlace(Uri Organization, string Project, string Repository, string Token)
{
    /// <summary>Keeps the token out of every text.</summary>
    public override string ToString() => $"{Project}/{Repository} at {Organization}";
}
