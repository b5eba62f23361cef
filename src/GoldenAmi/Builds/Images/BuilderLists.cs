using Amazon.Imagebuilder;
using Amazon.Imagebuilder.Model;
using GoldenAmi.Aws;
using GoldenAmi.Aws.Sharing;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Identifiers;

namespace GoldenAmi.Builds.Images;

/// <summary>
/// Image Builder's lists, by name. Recipes of one run that ask at the same time share a call; what other accounts own is asked for once in a run.
/// </summary>
internal sealed class BuilderLists(AwsClients clients, Region home)
{
    /// <param name="owner"><c>amazon</c>, <c>self</c> or an account id, of which the list may hold others too (<see cref="Owners.IsOf"/>).</param>
    public Task<IReadOnlyList<Amazon.Imagebuilder.Model.ComponentVersion>> ComponentsAsync(string owner, IEnumerable<string> names, CancellationToken ct) => AskAsync(
        "ListComponents", Owners.Of(owner), names,
        (filters, token) => Client.Paginators.ListComponents(new ListComponentsRequest { Owner = Owners.Of(owner), Filters = filters }).ComponentVersionList
            .Select(component => (component.Name ?? "", component)).ToListAsync(token), ct);

    /// <param name="owner">As of components.</param>
    public Task<IReadOnlyList<WorkflowVersion>> WorkflowsAsync(string owner, IEnumerable<string> names, CancellationToken ct) => AskAsync(
        "ListWorkflows", Owners.Of(owner), names,
        (filters, token) => Client.Paginators.ListWorkflows(new ListWorkflowsRequest { Owner = Owners.Of(owner), Filters = filters }).WorkflowVersionList
            .Select(workflow => (workflow.Name ?? "", workflow)).ToListAsync(token), ct);

    /// <summary>Versions of an image. An image is named by its ARN, which every list has.</summary>
    /// <param name="owner">As of components.</param>
    public Task<IReadOnlyList<ImageVersion>> ImagesAsync(string owner, string name, CancellationToken ct) => AskAsync(
        "ListImages", Owners.Of(owner), [name],
        (filters, token) => Client.Paginators.ListImages(new ListImagesRequest { Owner = Owners.Of(owner), Filters = filters, MaxResults = LargestPage }).ImageVersionList
            .Select(image => (NameOf(image.Arn), image)).ToListAsync(token), ct);

    /// <summary>Image recipes of this account.</summary>
    public Task<IReadOnlyList<ImageRecipeSummary>> ImageRecipesAsync(string name, CancellationToken ct) => AskAsync(
        "ListImageRecipes", Ownership.Self, [name],
        (filters, token) => Client.Paginators.ListImageRecipes(new ListImageRecipesRequest { Owner = Ownership.Self, Filters = filters, MaxResults = LargestPage }).ImageRecipeSummaryList
            .Select(recipe => (recipe.Name ?? "", recipe)).ToListAsync(token), ct);

    private const int LargestPage = 25;

    private IAmazonImagebuilder Client => clients.ImageBuilder(home.Value);

    private Task<IReadOnlyList<T>> AskAsync<T>(
        string operation, Ownership owner, IEnumerable<string> names, Func<List<Filter>, CancellationToken, ValueTask<List<(string, T)>>> list, CancellationToken ct) =>
        clients.Shared.Of<T>(
            $"imagebuilder:{operation} of {owner.Value} in {home}", QuestionRules.ImageBuilderLists with { IsKept = owner != Ownership.Self },
            async (some, token) => await list([new Filter { Name = "name", Values = [.. some] }], token))
            .AskAsync(names, ct).ExplainAsync($"imagebuilder:{operation}", home.Value);

    private static string NameOf(string? arn) => arn?.Split('/') is [_, var name, ..] ? name : "";
}
