using Amazon.Imagebuilder.Model;
using GoldenAmi.Aws;
using GoldenAmi.Builds;
using GoldenAmi.Builds.Images;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Builds.Resources;
using GoldenAmi.Publishing;
using GoldenAmi.Reports;

namespace GoldenAmi.Applying;

/// <summary>Carries out the operations of one plan, in their order.</summary>
internal sealed class ApplyRun(AwsClients clients, IReport report, ResolvedRecipe resolved, ApplyFacts facts)
{
    private readonly Dictionary<string, string> _components = new(facts.Resources.Components, StringComparer.Ordinal);
    private readonly Dictionary<string, string> _workflows = new(facts.Resources.Workflows, StringComparer.Ordinal);
    private string? _pipelineRecipe = facts.PipelineRecipeArn;

    private string Home => resolved.Recipe.Region.Value.Value;

    /// <returns>False when another run took a name or a version: look again.</returns>
    public async Task<bool> TryAsync(IReadOnlyList<ApplyOperation> operations, CancellationToken ct)
    {
        foreach (var operation in operations)
        {
            if (!await TryAsync(operation, ct))
            {
                return false;
            }

            // A distribution configuration tells itself whether this run made it.
            if (operation is not (ApplyOperation.Nothing or ApplyOperation.CreateDistribution))
            {
                report.Say(operation.Resource, Past(operation));
            }
        }

        return true;
    }

    private async Task<bool> TryAsync(ApplyOperation operation, CancellationToken ct)
    {
        switch (operation)
        {
            case ApplyOperation.Nothing:
                return true;
            case ApplyOperation.Make make:
                return await TryMakeAsync(make.Operation, ct);
            case ApplyOperation.CreatePipelineRecipe:
                var answer = await clients.ImageBuilder(Home).CreateImageRecipeAsync(PipelineRecipe.Of(resolved, _components).Request, ct).OrTakenAsync().ExplainAsync("imagebuilder:CreateImageRecipe", Home);
                _pipelineRecipe = answer?.ImageRecipeArn;
                return answer is not null;
            case ApplyOperation.CreateDistribution distribution:
                await new DistributionConfigurations(clients, report).CreateAsync(resolved, distribution.Wanted, distribution.Name, ct);
                return true;
            case ApplyOperation.CreatePipeline:
                var created = await clients.ImageBuilder(Home).CreateImagePipelineAsync(PipelineResource.ToCreate(resolved.Recipe, Wanted()), ct).OrTakenAsync().ExplainAsync("imagebuilder:CreateImagePipeline", Home);
                return created is not null && await TryMarkAsync(ct);
            case ApplyOperation.UpdatePipeline update:
                await UpdateAsync(update.There, ct);
                return await TryMarkAsync(ct);
            case ApplyOperation.MarkPipeline:
                return await TryMarkAsync(ct);
            case ApplyOperation.DeletePipeline delete:
                // Gone already is as good.
                await clients.ImageBuilder(Home).DeleteImagePipelineAsync(new DeleteImagePipelineRequest { ImagePipelineArn = delete.There.Arn }, ct).OrMissingAsync().ExplainAsync("imagebuilder:DeleteImagePipeline", Home);
                return true;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private async Task<bool> TryMakeAsync(ResourceOperation operation, CancellationToken ct)
    {
        switch (operation)
        {
            case ResourceOperation.CreateComponent component:
                var made = await clients.ImageBuilder(Home).CreateComponentAsync(ResourceRequests.Of(resolved.Recipe, component, await UriAsync(component.Document.Text, ct)), ct).OrTakenAsync().ExplainAsync("imagebuilder:CreateComponent", Home);
                if (made is not null)
                {
                    _components[component.Digest] = made.ComponentBuildVersionArn.Needed("imagebuilder:CreateComponent componentBuildVersionArn");
                }

                return made is not null;
            case ResourceOperation.CreateWorkflow workflow:
                var written = await clients.ImageBuilder(Home).CreateWorkflowAsync(WorkflowResources.Request(resolved.Recipe, workflow, await UriAsync(workflow.Document.Text, ct)), ct)
                    .OrTakenAsync().ExplainAsync("imagebuilder:CreateWorkflow", Home);
                if (written is not null)
                {
                    _workflows[workflow.Digest] = written.WorkflowBuildVersionArn.Needed("imagebuilder:CreateWorkflow workflowBuildVersionArn");
                }

                return written is not null;
            case ResourceOperation.CreateImageRecipe recipe:
                return await clients.ImageBuilder(Home).CreateImageRecipeAsync(ResourceRequests.Of(resolved, recipe, _components), ct).OrTakenAsync().ExplainAsync("imagebuilder:CreateImageRecipe", Home) is not null;
            case ResourceOperation.CreateInfrastructure infrastructure:
                // Taken means that it is there with this very content, which is in its name.
                await clients.ImageBuilder(Home).CreateInfrastructureConfigurationAsync(infrastructure.Wanted.ToRequest(resolved.Recipe), ct).OrTakenAsync().ExplainAsync("imagebuilder:CreateInfrastructureConfiguration", Home);
                return true;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private Task<string?> UriAsync(string text, CancellationToken ct) => new DocumentBucket(clients, resolved.Recipe).PutLongAsync(text, ct);

    private async Task UpdateAsync(ExistingPipeline there, CancellationToken ct)
    {
        var request = Wanted();
        request.ImagePipelineArn = there.Arn;

        // The time of the last change is part of it: the same change by hand, mended twice, is two updates.
        request.ClientToken = ClientToken.For("UpdateImagePipeline", $"{PipelineValues.DigestOf(PipelineValues.Of(request))} {PipelineValues.DigestOf(there.Values)} {there.Updated}", 0);
        await clients.ImageBuilder(Home).UpdateImagePipelineAsync(request, ct).ExplainAsync("imagebuilder:UpdateImagePipeline", Home);
    }

    /// <summary>Writes down on the pipeline what was asked for and what the service shows of it, so that the next run can tell a change by hand from a change of the recipe.</summary>
    private async Task<bool> TryMarkAsync(CancellationToken ct)
    {
        if (await new ApplyReader(clients, report).FindPipelineAsync(resolved, ct) is not { } there)
        {
            return false;
        }

        var request = new TagResourceRequest
        {
            ResourceArn = there.Arn,
            Tags = new(StringComparer.Ordinal)
            {
                [ImageTags.Settings] = PipelineValues.DigestOf(PipelineValues.Of(Wanted())),
                [ImageTags.Content] = PipelineValues.DigestOf(there.Values),
            },
        };
        await clients.ImageBuilder(Home).TagResourceAsync(request, ct).ExplainAsync("imagebuilder:TagResource", Home);
        return true;
    }

    private UpdateImagePipelineRequest Wanted() => PipelineResource.Wanted(
        resolved.Recipe,
        resolved.Recipe.Pipeline ?? throw new System.Diagnostics.UnreachableException(),
        new PipelineParts(
            _pipelineRecipe ?? throw new System.Diagnostics.UnreachableException(),
            ResourceNames.ConfigurationArn(resolved, InfrastructureResource.Kind, facts.Resources.InfrastructureName ?? InfrastructureResource.Of(resolved.Recipe).Name),
            ResourceNames.ConfigurationArn(resolved, DistributionResource.Kind, facts.Distribution!.Name))
        {
            Workflows = WorkflowResources.Configurations(resolved, _workflows),
        });

    private static string Past(ApplyOperation operation) => operation switch
    {
        ApplyOperation.UpdatePipeline { IsDrift: true } => $"was changed by hand ({string.Join(", ", operation.Changes.Select(change => change.Name))}); the recipe's values are written back",
        ApplyOperation.UpdatePipeline => $"updated: {string.Join(", ", operation.Changes.Select(change => change.Name))}",
        ApplyOperation.MarkPipeline => "marked",
        ApplyOperation.DeletePipeline => "deleted",
        _ => "created",
    };
}
