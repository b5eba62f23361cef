namespace GoldenAmi.Aws.Credentials;

/// <summary>A CI system that gives this job identity tokens. Each call asks for a new one: they live for minutes.</summary>
public interface IIdentityTokenSource
{
    /// <summary>A new token.</summary>
    /// <exception cref="Diagnostics.UserErrorException">GA0613: the CI system gave none.</exception>
    Task<IdentityToken> RequestAsync(CancellationToken cancellationToken);
}
