using GoldenAmi.Forges;

namespace GoldenAmi.Tests.Forges;

public sealed class ForgeServersSpecs
{
    private static readonly ForgeServers Here = new() { GitHub = new Uri("https://github.acme.example"), AzureOrganization = new Uri("https://dev.azure.com/acme/") };

    [Theory]
    [InlineData("https://github.com/acme/platform.git", "GitHub acme/platform https://github.com/acme/platform.git")]
    [InlineData("git@github.com:acme/platform.git", "GitHub acme/platform https://github.com/acme/platform.git")]
    [InlineData("ssh://git@github.acme.example/acme/platform", "GitHub acme/platform https://github.acme.example/acme/platform.git")]
    [InlineData("https://acme.ghe.com/acme/platform", "GitHub acme/platform https://acme.ghe.com/acme/platform.git")]
    [InlineData("https://acme@dev.azure.com/acme/shop%20one/_git/platform", "Azure shop one/platform https://dev.azure.com/acme/shop%20one/_git/platform")]
    [InlineData("git@ssh.dev.azure.com:v3/acme/shop/platform", "Azure shop/platform https://dev.azure.com/acme/shop/_git/platform")]
    [InlineData("https://acme.visualstudio.com/DefaultCollection/shop/_git/platform", "Azure shop/platform https://dev.azure.com/acme/shop/_git/platform")]
    [InlineData("https://git.example.com/acme/platform.git", "Plain https://git.example.com/acme/platform.git https://git.example.com/acme/platform.git")]
    [InlineData("/srv/git/platform", "Plain /srv/git/platform /srv/git/platform")]
    public void An_address_is_read_as_git_takes_it(string text, string read)
    {
        var address = Here.ReadUrl(text);

        Assert.Equal(read, $"{address.GetType().Name} {address} {address.CloneUrl}");
    }

    [Fact]
    public void Two_words_are_of_the_server_on_which_the_run_is()
    {
        Assert.Equal("https://dev.azure.com/acme/shop/_git/platform", Here.Read("shop/platform").CloneUrl);
        Assert.Equal("https://github.com/acme/platform.git", new ForgeServers().Read("acme/platform").CloneUrl);
    }

    [Fact]
    public void A_token_is_in_no_text() => Assert.DoesNotContain("secret", new ForgeToken("github.com", "secret").ToString(), StringComparison.Ordinal);
}
