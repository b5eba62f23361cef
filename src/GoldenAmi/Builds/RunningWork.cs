namespace GoldenAmi.Builds;

/// <summary>What goes on in AWS for this run at this moment; asked when the run is cancelled.</summary>
/// <param name="onCancel">What is to become of it then.</param>
/// <param name="onChange">Told each time that the answer to that changes.</param>
internal sealed class RunningWork(string runId, OnCancel onCancel, Action<BuildWork> onChange)
{
    private bool _startedHere;
    private bool _isLeft;
    private BuildWork? _told;

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
        Tell();
    }

    public void See(IReadOnlyDictionary<string, string> tags)
    {
        _tags = tags;
        Tell();
    }

    public void End()
    {
        Image = null;
        Tell();
    }

    /// <summary>The run ends and what goes on is to go on: nobody is to cancel it after it.</summary>
    public void Leave()
    {
        _isLeft = true;
        Tell();
    }

    private void Tell()
    {
        var isToEnd = !_isLeft && IsOurs && (onCancel == OnCancel.Cancel || (onCancel == OnCancel.Auto && !IsShared));
        var now = Image is { } image ? new BuildWork(image.Value, isToEnd) : _told is null ? null : new BuildWork(_told.ImageArn, false) { HasEnded = true };
        if (now is not null && now != _told)
        {
            _told = now;
            onChange(now);
        }
    }
}
