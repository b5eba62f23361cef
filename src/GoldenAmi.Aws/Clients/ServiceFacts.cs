namespace GoldenAmi.Aws.Clients;

/// <summary>What a generated client says of its service.</summary>
/// <param name="ServiceId">As in the model, for example <c>CloudWatch Logs</c>; it also names <c>AWS_ENDPOINT_URL_CLOUDWATCH_LOGS</c>.</param>
/// <param name="EndpointPrefix">First part of the host name, for example <c>imagebuilder</c>.</param>
/// <param name="SigningName">The service in the signature's scope.</param>
/// <param name="ApiVersion">For example <c>2019-12-02</c>.</param>
public sealed record ServiceFacts(string ServiceId, string EndpointPrefix, string SigningName, string ApiVersion);
