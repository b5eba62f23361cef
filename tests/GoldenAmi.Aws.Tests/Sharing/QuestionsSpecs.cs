using System.Net;
using Amazon.Runtime;
using GoldenAmi.Aws.Sharing;

namespace GoldenAmi.Aws.Tests.Sharing;

/// <summary>Questions that recipes of a run ask AWS in common.</summary>
public sealed class QuestionsSpecs
{
    private readonly List<Call> _calls = [];

    [Fact]
    public async Task Who_asks_while_a_call_is_under_way_goes_into_the_next_one_with_the_others()
    {
        var questions = Make(new QuestionRules(Most: 3, AtOnce: 1));

        var asked = new[] { "a", "b", "c", "d", "b", "e" }.Select(name => questions.AskAsync([name], CancellationToken.None)).ToList();
        await AnswerAllAsync(asked);

        Assert.Equal(["a", "b c d", "e"], _calls.Select(call => call.Names));
        Assert.Equal(["A", "B", "C", "D", "B", "E"], (await Task.WhenAll(asked)).Select(each => Assert.Single(each)));
    }

    [Fact]
    public async Task No_answer_is_older_than_its_question()
    {
        var questions = Make(new QuestionRules(Most: 3, AtOnce: 1));

        var first = questions.AskAsync(["a"], CancellationToken.None);
        var second = questions.AskAsync(["a"], CancellationToken.None);
        await AnswerAllAsync([first, second]);

        Assert.Equal(["a", "a"], _calls.Select(call => call.Names));
    }

    [Fact]
    public async Task Beside_a_call_that_is_under_way_only_full_ones_begin()
    {
        var questions = Make(new QuestionRules(Most: 2, AtOnce: 2));

        var asked = new[] { "a", "b", "c", "d", "e" }.Select(name => questions.AskAsync([name], CancellationToken.None)).ToList();
        Assert.Equal(["a", "b c"], _calls.Select(call => call.Names));
        await AnswerAllAsync(asked);

        Assert.Equal(["a", "b c", "d e"], _calls.Select(call => call.Names));
    }

    [Fact]
    public async Task More_names_than_a_call_takes_go_into_several()
    {
        var questions = Make(new QuestionRules(Most: 10, AtOnce: 4));

        var asked = questions.AskAsync(Enumerable.Range(0, 12).Select(number => $"n{number}"), CancellationToken.None);
        await AnswerAllAsync([asked]);

        Assert.Equal([10, 2], _calls.Select(call => call.Names.Split(' ').Length));
        Assert.Equal(12, (await asked).Count);
    }

    [Fact]
    public async Task An_answer_that_is_kept_is_asked_for_once_also_while_it_is_under_way()
    {
        var questions = Make(QuestionRules.OneByOne with { IsKept = true });

        var asked = new[] { questions.AskAsync(["a"], CancellationToken.None), questions.AskAsync(["a"], CancellationToken.None) };
        await AnswerAllAsync(asked);
        var later = await questions.AskAsync(["a"], CancellationToken.None);

        Assert.Equal(["a"], _calls.Select(call => call.Names));
        Assert.Equal(["A"], later);
    }

    [Theory]
    [InlineData("AccessDeniedException", HttpStatusCode.Forbidden, 1)]
    [InlineData("ThrottlingException", HttpStatusCode.BadRequest, 2)]
    [InlineData("InternalFailure", HttpStatusCode.InternalServerError, 2)]
    public async Task A_refusal_stands_and_a_failure_that_may_pass_is_asked_again(string code, HttpStatusCode status, int calls)
    {
        var asked = 0;
        var questions = new Questions<string>(QuestionRules.OneByOne with { IsKept = true }, (_, _) =>
        {
            asked++;
            return Task.FromException<IEnumerable<(string, string)>>(new AmazonServiceException("No.", null, ErrorType.Sender, code, "request", status));
        });

        await Assert.ThrowsAsync<AmazonServiceException>(() => questions.AskAsync(["a"], CancellationToken.None));
        await Assert.ThrowsAsync<AmazonServiceException>(() => questions.AskAsync(["a"], CancellationToken.None));

        Assert.Equal(calls, asked);
    }

    [Fact]
    public async Task What_fails_fails_for_everybody_whose_question_was_in_the_call_and_for_nobody_else()
    {
        var questions = Make(new QuestionRules(Most: 2, AtOnce: 1));
        var asked = new[] { "a", "b", "c", "d" }.Select(name => questions.AskAsync([name], CancellationToken.None)).ToList();

        (await NextAsync()).Reply();
        (await NextAsync()).Answer.SetException(new AmazonServiceException("No."));
        await AnswerAllAsync([asked[0], asked[3]]);

        Assert.Equal(["A"], await asked[0]);
        await Assert.ThrowsAsync<AmazonServiceException>(() => asked[1]);
        await Assert.ThrowsAsync<AmazonServiceException>(() => asked[2]);
        Assert.Equal(["D"], await asked[3]);
    }

    private Questions<string> Make(QuestionRules rules) => new(rules, (names, _) =>
    {
        var call = new Call(names);
        lock (_calls)
        {
            _calls.Add(call);
        }

        return call.Answer.Task;
    });

    /// <summary>The call that waits for its answer.</summary>
    private async Task<Call> NextAsync()
    {
        while (true)
        {
            lock (_calls)
            {
                if (_calls.Find(call => !call.Answer.Task.IsCompleted) is { } waiting)
                {
                    return waiting;
                }
            }

            await Task.Yield();
        }
    }

    private async Task AnswerAllAsync(IReadOnlyList<Task<IReadOnlyList<string>>> asked)
    {
        var all = Task.WhenAll(asked);
        while (!all.IsCompleted)
        {
            lock (_calls)
            {
                _calls.Find(call => !call.Answer.Task.IsCompleted)?.Reply();
            }

            await Task.Yield();
        }

        await all;
    }

    private sealed class Call(IReadOnlyList<string> names)
    {
        public string Names => string.Join(' ', names);

        public TaskCompletionSource<IEnumerable<(string, string)>> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Reply() => Answer.SetResult([.. names.Select(name => (name, name.ToUpperInvariant()))]);
    }
}
