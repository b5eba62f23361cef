using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.Protocol;

/// <summary>Whose calls they are: LocalCloud knows no users, so an access key id of twelve digits is the account itself.</summary>
internal static class Accounts
{
    public static string Of(CloudRecords records, string? accessKey)
    {
        if (accessKey is { Length: 12 } && accessKey.All(char.IsAsciiDigit))
        {
            return accessKey;
        }

        return records.Sessions.Find(session => session.AccessKey == accessKey)?.Account ?? CloudHandler.DefaultAccount;
    }
}
