using GoldenAmi.Forges;

namespace GoldenAmi.Tests.Forges;

public sealed class BodySpecs
{
    [Fact]
    public async Task A_reviewer_reads_what_is_different_and_how_to_go_back()
    {
        using var world = ProposalSpecs.World("GitHub");
        world.Story = new ReleaseStory
        {
            PreviousVersion = "1.3.2",
            Commits = [new RecipeCommit("0123456789abcdef", "Raise the limit | @everyone <script> #1")],
            Components = ["components/nginx.yaml 1.0.3 → 1.0.4"],
            Packages = [new PackageChange("openssl", "3.0.11-1", "3.0.14-1"), new PackageChange("curl", null, "8.0")],
            Tests = new TestCounts(12, 0),
            SizeBytes = (400L << 20, 436L << 20),
        };

        await world.EndsAsync<ProposalEnd.Proposed>();

        Assert.Equal($$"""
            <!-- golden-ami image=arn:aws:imagebuilder:us-east-1:111122223333:image/web/1.4.0/1 -->
            Moves 3 places in 2 files from 1.3.2 to **web 1.4.0**.

            `arn:aws:imagebuilder:us-east-1:111122223333:image/web/1.4.0/1`

            ### Image

            | Region | Account | Architecture | Image |
            |---|---|---|---|
            | eu-west-1 | 111122223333 | x86\_64 | `ami-0bbbbbbbbbbbbbbb2` |
            | us-east-1 | 111122223333 | x86\_64 | `ami-0bbbbbbbbbbbbbbb1` |

            ### Changes in the recipe

            | Commit | Subject |
            |---|---|
            | `0123456789ab` | Raise the limit \| @{{"\u200B"}}everyone &lt;script&gt; #{{"\u200B"}}1 |

            ### Components

            | Component |
            |---|
            | components/nginx.yaml 1.0.3 → 1.0.4 |

            ### Findings

            Not known yet.

            ### Tests and size

            12 tests passed, 0 failed. Root volume: 436.0 MiB (was 400.0 MiB).

            ### How to roll back

            `golden-ami rollback golden-ami.yaml` proposes the reverse of this.

            ### Places

            | File | Line | Before | Now |
            |---|---|---|---|
            | `map.yaml` | 1 | `ami-0aaaaaaaaaaaaaaa1` | `ami-0bbbbbbbbbbbbbbb1` |
            | `map.yaml` | 2 | `ami-0aaaaaaaaaaaaaaa2` | `ami-0bbbbbbbbbbbbbbb2` |
            | `run.sh` | 2 | `ami-0aaaaaaaaaaaaaaa1` | `ami-0bbbbbbbbbbbbbbb1` |

            ### Packages

            | Package | Before | Now |
            |---|---|---|
            | openssl | 3.0.11-1 | 3.0.14-1 |
            | curl | - | 8.0 |

            """, world.Pull.Body);
        Assert.Empty(world.Pull.Comments);
    }

    [Theory]
    [MemberData(nameof(ProposalSpecs.Forges), MemberType = typeof(ProposalSpecs))]
    public async Task What_the_forge_has_no_room_for_goes_into_one_comment(string forge)
    {
        using var world = ProposalSpecs.World(forge);
        world.Story = Long(3_000);

        await world.EndsAsync<ProposalEnd.Proposed>();

        Assert.InRange(world.Pull.Body.Length, 1, forge == "GitHub" ? 65_000 : 4_000);
        Assert.Contains("How to roll back", world.Pull.Body, StringComparison.Ordinal);
        Assert.Contains("map.yaml", world.Pull.Body, StringComparison.Ordinal);
        Assert.Contains("<details><summary>3000 rows</summary>", Assert.Single(world.Pull.Comments), StringComparison.Ordinal);
        await world.EndsAsync<ProposalEnd.Unchanged>();
        world.Story = Long(3_100);
        world.Release("1.4.1", "ami-0ddddddddddddddd1", "ami-0ddddddddddddddd2");
        await world.EndsAsync<ProposalEnd.Proposed>();
        Assert.Contains("3100 rows", Assert.Single(world.Pull.Comments), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(500)]
    [InlineData(4_000)]
    public void Never_more_than_the_limit(int most)
    {
        var sections = new[]
        {
            new BodySection("", [], new string('x', 300)),
            new BodySection("A", ["1"], "") { Rows = [.. Enumerable.Range(0, 1_000).Select(row => $"| {row} |")] },
            new BodySection("B", ["1", "2"], "text") { Rows = [.. Enumerable.Range(0, 1_000).Select(row => $"| {row} | x |")] },
        };

        Assert.InRange(BodyLayout.Fit(sections, most).Length, 0, Math.Max(1, most));
    }

    [Theory]
    [InlineData("a`b", "``a`b``")]
    [InlineData("`", "`` ` ``")]
    [InlineData("a\nb|c", "`a b¦c`")]
    [InlineData("", "`-`")]
    public void Code_spans_hold_any_text(string text, string markdown) => Assert.Equal(markdown, MarkdownText.Code(text));

    private static ReleaseStory Long(int packages) =>
        new() { Packages = [.. Enumerable.Range(0, packages).Select(number => new PackageChange($"package-{number}", "1.0", "1.1"))] };
}
