using GoldenAmi.Builds.Images;

namespace GoldenAmi.Builds;

/// <summary>What goes on in AWS for this run at this moment; asked when the run is cancelled.</summary>
/// <param name="onChange">Told of each beginning and end.</param>
internal sealed class RunningWork(string runId, Action<WorkInAws?>? onChange = null)
{
    private bool _startedHere;

    /// <summary>The value of <c>golden-ami:run</c>.</summary>
    public string RunId { get; } = runId;

    public ImageArn? Image { get; private set; }

    /// <summary>The last tags seen. Two runs that begin at once get one build from the service; the tag tells whose it is.</summary>
    private IReadOnlyDictionary<string, string> _tags = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>This run started it, and no other run did so at the same moment.</summary>
    public bool IsOurs => _startedHere && (!_tags.TryGetValue(ImageTags.Run, out var run) || run == RunId);

    /// <summary>Another run follows it too.</summary>
    public bool IsShared => _tags.ContainsKey(ImageTags.Attached);

    public void Begin(ImageArn image, bool isStartedHere)
    {
        (Image, _startedHere) = (image, isStartedHere);
        _tags = new Dictionary<string, string>(StringComparer.Ordinal);
        onChange?.Invoke(new WorkInAws(image.Value, isStartedHere));
    }

    public void See(IReadOnlyDictionary<string, string> tags) => _tags = tags;

    public void End()
    {
        Image = null;
        onChange?.Invoke(null);
    }
}
