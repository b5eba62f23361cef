namespace GoldenAmi.Aws.Clients;

/// <summary>A client configuration that brings the clock that delays before retries wait on.</summary>
internal interface IRetryTime
{
    TimeProvider Time { get; }
}
