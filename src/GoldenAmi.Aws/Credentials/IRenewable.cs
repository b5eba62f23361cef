namespace GoldenAmi.Aws.Credentials;

/// <summary>Credentials that can be asked for anew before their time: AWS may call them expired while their date lies ahead (a clock that is wrong, a revoked session).</summary>
internal interface IRenewable
{
    /// <summary>The next call gets new ones.</summary>
    void Expire();
}
