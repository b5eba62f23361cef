using Amazon.Runtime;
using GoldenAmi.Action.Commands;
using GoldenAmi.Action.Reports;
using GoldenAmi.Aws;
using GoldenAmi.Aws.Credentials;
using GoldenAmi.Builds;
using GoldenAmi.Identifiers;
using GoldenAmi.LocalCloud;
using GoldenAmi.Recipes;
using GoldenAmi.Reports;

namespace GoldenAmi.Action.Runs;

/// <summary>The AWS that a run speaks to: a real one, one at a given address, or the one inside the program (<c>--local</c>).</summary>
internal sealed class World : IAsyncDisposable
{
    private readonly Cloud? _cloud;
    private readonly string _repositoryRoot;

    private World(AwsClients clients, Cloud? cloud, string repositoryRoot)
    {
        Clients = clients;
        _cloud = cloud;
        _repositoryRoot = repositoryRoot;
    }

    public AwsClients Clients { get; }

    /// <summary>Opens the world that the settings name.</summary>
    public static async Task<World> OpenAsync(ProgramContext context, Settings settings, Recipe recipe, IReport report, CancellationToken cancellationToken)
    {
        if (!settings.Local)
        {
            var clients = new AwsClients(RemoteWorld.Connect(context, settings, recipe.Region.Value, report));
            await AllowedAccounts.CheckAsync(clients, recipe.Region.Value.Value, settings.AllowedAccounts, cancellationToken);
            return new World(clients, cloud: null, recipe.RepositoryRoot);
        }

        var cloud = await LocalWorld.OpenAsync(context, recipe.RepositoryRoot, (subject, fact) => report.Say(subject, fact), cancellationToken);
        var connection = new AwsConnection
        {
            Handler = cloud.Handler,
            // Whoever runs the program owns this cloud: there is nothing that a key could guard
            Credentials = new BasicAWSCredentials("LOCALCLOUD", "local"),
            Time = context.Time,
        };
        return new World(new AwsClients(connection), cloud, recipe.RepositoryRoot);
    }

    /// <summary>The release's files on this computer, the home region's first; none when it is in a real AWS.</summary>
    public IReadOnlyList<LocalImage> FindFiles(Release release, Region home) => _cloud is null
        ? []
        : [.. release.Images.OrderBy(image => image.Region == home ? 0 : 1).Join(_cloud.Images(), image => image.Id.Value, file => file.AmiId, (image, local) =>
            new LocalImage(image.Region, image.Id, Path.GetRelativePath(_repositoryRoot, local.File).Replace('\\', '/')))];

    public async ValueTask DisposeAsync()
    {
        Clients.Dispose();
        if (_cloud is not null)
        {
            await _cloud.DisposeAsync();
        }
    }
}
