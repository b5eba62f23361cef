using GoldenAmi.Action.Hosts;
using GoldenAmi.Action.Tests.Faces;
using GoldenAmi.Builds;

namespace GoldenAmi.Action.Tests.Hosts;

public sealed class PostNotesSpecs : IDisposable
{
    private const string Image = "arn:aws:imagebuilder:eu-west-1:111122223333:image/web/1.4.0/1";

    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _log = new() { NewLine = "\n" };

    [Theory]
    [InlineData("Auto", true, "CancelUnlessShared")]
    [InlineData("Cancel", true, "Cancel")]
    [InlineData("Detach", true, "Detach")]
    [InlineData("Auto", false, "Detach")]
    [InlineData("Cancel", false, "Detach")]
    public void A_cancelled_run_notes_what_is_to_become_of_its_build(string wish, bool isOurs, string decision)
    {
        var notes = Notes(wish);
        notes.See(new WorkInAws(Image, isOurs));
        Assert.Equal("Detach", Noted()!.Decision.ToString());
        notes.Cancelled();

        Assert.Equal((Image, "eu-west-1", decision), (Noted()!.ImageArn, Noted()!.Region, Noted()!.Decision.ToString()));
    }

    [Fact]
    public void A_run_that_was_not_cancelled_leaves_nothing_to_do()
    {
        var notes = Notes("Cancel");
        notes.See(new WorkInAws(Image, IsOurs: true));
        notes.See(null);
        notes.Cancelled();

        Assert.Equal(RunDecision.Ended, Noted()!.Decision);
    }

    [Fact]
    public void Before_a_build_there_is_nothing_to_note()
    {
        Notes("Cancel").Cancelled();

        Assert.Null(Noted());
    }

    [Fact]
    public void A_note_that_cannot_be_written_is_a_warning_and_does_not_end_the_build()
    {
        var notes = new PostNoteBook(Context(_folder.Path), OnCancel.Cancel).Open("eu-west-1", new TerminalReport(_log, colour: false));
        notes.See(new WorkInAws(Image, IsOurs: true));

        Assert.StartsWith("warning GA0610: The file that GITHUB_STATE names", _log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_of_several_builds_has_a_page_of_its_own()
    {
        var book = Book("Cancel");
        var (first, second) = (book.Open("eu-west-1", new TerminalReport(_log, colour: false)), book.Open("us-east-1", new TerminalReport(_log, colour: false)));
        second.See(new WorkInAws("arn:aws:imagebuilder:us-east-1:111122223333:image/db/1.0.0/1", IsOurs: false));
        first.See(new WorkInAws(Image, IsOurs: true));
        first.Cancelled();
        second.Cancelled();

        Assert.Equal([("us-east-1", RunDecision.Detach), ("eu-west-1", RunDecision.Cancel)], AllNoted().Select(state => (state.Region, state.Decision)));
    }

    public void Dispose()
    {
        _folder.Dispose();
        _log.Dispose();
    }

    private PostNotes Notes(string wish) => Book(wish).Open("eu-west-1", new TerminalReport(_log, colour: false));

    private PostNoteBook Book(string wish) => new(Context(_folder.At("state")), Enum.Parse<OnCancel>(wish));

    private RunState? Noted() => AllNoted().SingleOrDefault();

    private IReadOnlyList<RunState> AllNoted() => RunState.ReadAll(new GitHubFiles(Context("") with
    {
        Environment = GitHubStep.ReadPairs(File.Exists(_folder.At("state")) ? File.ReadAllText(_folder.At("state")) : "").ToDictionary(pair => $"STATE_{pair.Key}", pair => pair.Value),
    }));

    private ProgramContext Context(string state) => new()
    {
        Arguments = [],
        Environment = new Dictionary<string, string> { ["GITHUB_STATE"] = state },
        Output = _log,
        Error = TextWriter.Null,
        WorkingFolder = _folder.Path,
        ProgramFolder = _folder.Path,
        Time = TimeProvider.System,
    };
}
