namespace GoldenAmi.LocalCloud.State;

/// <summary>The records while one call changes them; kept as a whole or not at all.</summary>
internal sealed class Transaction(CloudRecords records)
{
    private readonly List<Action> _afterwards = [];

    public CloudRecords Records { get; set; } = records;

    /// <summary>What is to be done once the changes are on disk: starting a build, removing a file.</summary>
    public void Afterwards(Action act) => _afterwards.Add(act);

    internal void Finish()
    {
        foreach (var act in _afterwards)
        {
            act();
        }
    }
}
