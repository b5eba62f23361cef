using GoldenAmi.LocalCloud.Ebs;
using GoldenAmi.LocalCloud.Ec2;
using GoldenAmi.LocalCloud.ImageBuilder;
using GoldenAmi.LocalCloud.ImageBuilder.Building;
using GoldenAmi.LocalCloud.ImageBuilder.Pipelines;
using GoldenAmi.LocalCloud.ImageBuilder.Sharing;
using GoldenAmi.LocalCloud.Kms;
using GoldenAmi.LocalCloud.Logs;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.Ssm;
using GoldenAmi.LocalCloud.Sts;

namespace GoldenAmi.LocalCloud;

/// <summary>The operations that LocalCloud serves. What does not stand here is answered with an error that names it.</summary>
internal static class OperationTable
{
    public static IReadOnlyDictionary<(string Service, string Operation), Operate> For(World world, Crew crew, PipelineClock clock)
    {
        var scans = new Scans(world.Options);
        var images = new ImageOperations(crew, scans);
        var pipelines = clock.Operations(images);
        var amis = new AmiOperations(world, crew);
        var snapshots = new SnapshotOperations(world);
        var parameters = new ParameterOperations(world, crew);
        var blocks = new BlockOperations(world);
        var writing = new SnapshotWriting(world);
        var logs = new LogOperations(world.Logs);
        return new Dictionary<(string, string), Operate>
        {
            [("imagebuilder", "CreateComponent")] = ComponentOperations.Create,
            [("imagebuilder", "GetComponent")] = ComponentOperations.Get,
            [("imagebuilder", "ListComponents")] = ComponentOperations.List,
            [("imagebuilder", "ListComponentBuildVersions")] = ComponentOperations.ListBuilds,
            [("imagebuilder", "DeleteComponent")] = ResourceRemoval.DeleteComponent,
            [("imagebuilder", "PutComponentPolicy")] = PolicyOperations.PutComponent,
            [("imagebuilder", "GetComponentPolicy")] = PolicyOperations.GetComponent,
            [("imagebuilder", "PutImageRecipePolicy")] = PolicyOperations.PutRecipe,
            [("imagebuilder", "GetImageRecipePolicy")] = PolicyOperations.GetRecipe,
            [("imagebuilder", "PutImagePolicy")] = PolicyOperations.PutImage,
            [("imagebuilder", "GetImagePolicy")] = PolicyOperations.GetImage,
            [("imagebuilder", "CreateImageRecipe")] = RecipeOperations.Create,
            [("imagebuilder", "GetImageRecipe")] = RecipeOperations.Get,
            [("imagebuilder", "ListImageRecipes")] = RecipeOperations.List,
            [("imagebuilder", "DeleteImageRecipe")] = ResourceRemoval.DeleteRecipe,
            [("imagebuilder", "CreateInfrastructureConfiguration")] = ConfigurationOperations.CreateInfrastructure,
            [("imagebuilder", "GetInfrastructureConfiguration")] = ConfigurationOperations.GetInfrastructure,
            [("imagebuilder", "ListInfrastructureConfigurations")] = ConfigurationOperations.ListInfrastructures,
            [("imagebuilder", "UpdateInfrastructureConfiguration")] = ConfigurationOperations.UpdateInfrastructure,
            [("imagebuilder", "DeleteInfrastructureConfiguration")] = ResourceRemoval.DeleteInfrastructure,
            [("imagebuilder", "CreateDistributionConfiguration")] = ConfigurationOperations.CreateDistribution,
            [("imagebuilder", "GetDistributionConfiguration")] = ConfigurationOperations.GetDistribution,
            [("imagebuilder", "ListDistributionConfigurations")] = ConfigurationOperations.ListDistributions,
            [("imagebuilder", "UpdateDistributionConfiguration")] = ConfigurationOperations.UpdateDistribution,
            [("imagebuilder", "DeleteDistributionConfiguration")] = ResourceRemoval.DeleteDistribution,
            [("imagebuilder", "CreateImagePipeline")] = pipelines.Create,
            [("imagebuilder", "GetImagePipeline")] = PipelineOperations.Get,
            [("imagebuilder", "ListImagePipelines")] = PipelineOperations.List,
            [("imagebuilder", "ListImagePipelineImages")] = PipelineOperations.ListImages,
            [("imagebuilder", "UpdateImagePipeline")] = pipelines.Update,
            [("imagebuilder", "DeleteImagePipeline")] = pipelines.Delete,
            [("imagebuilder", "StartImagePipelineExecution")] = pipelines.Start,
            [("imagebuilder", "ListImageScanFindings")] = scans.List,
            [("imagebuilder", "ListImageScanFindingAggregations")] = scans.Aggregate,
            [("imagebuilder", "CreateImage")] = images.Create,
            [("imagebuilder", "DistributeImage")] = images.Distribute,
            [("imagebuilder", "RetryImage")] = images.Retry,
            [("imagebuilder", "CancelImageCreation")] = images.Cancel,
            [("imagebuilder", "DeleteImage")] = ImageOperations.Delete,
            [("imagebuilder", "GetImage")] = images.Get,
            [("imagebuilder", "ListImages")] = ImageOperations.List,
            [("imagebuilder", "ListImageBuildVersions")] = ImageOperations.ListBuilds,
            [("imagebuilder", "CreateWorkflow")] = WorkflowDocuments.Create,
            [("imagebuilder", "GetWorkflow")] = WorkflowDocuments.Get,
            [("imagebuilder", "ListWorkflows")] = WorkflowDocuments.List,
            [("imagebuilder", "ListWorkflowBuildVersions")] = WorkflowDocuments.ListBuilds,
            [("imagebuilder", "DeleteWorkflow")] = ResourceRemoval.DeleteWorkflow,
            [("imagebuilder", "ListWorkflowExecutions")] = WorkflowOperations.List,
            [("imagebuilder", "GetWorkflowExecution")] = WorkflowOperations.Get,
            [("imagebuilder", "ListWorkflowStepExecutions")] = WorkflowOperations.ListSteps,
            [("imagebuilder", "GetWorkflowStepExecution")] = WorkflowOperations.GetStep,
            [("imagebuilder", "ListTagsForResource")] = TagOperations.List,
            [("imagebuilder", "TagResource")] = TagOperations.Add,
            [("imagebuilder", "UntagResource")] = TagOperations.Remove,
            [("ec2", "DescribeImages")] = amis.Describe,
            [("ec2", "CopyImage")] = amis.Copy,
            [("ec2", "DeregisterImage")] = amis.Deregister,
            [("ec2", "DescribeImageAttribute")] = AmiAttributes.Describe,
            [("ec2", "ModifyImageAttribute")] = AmiAttributes.Modify,
            [("ec2", "CreateLaunchTemplate")] = LaunchTemplateOperations.Create,
            [("ec2", "CreateLaunchTemplateVersion")] = LaunchTemplateOperations.CreateVersion,
            [("ec2", "DescribeLaunchTemplates")] = LaunchTemplateOperations.Describe,
            [("ec2", "DescribeLaunchTemplateVersions")] = LaunchTemplateOperations.DescribeVersions,
            [("ec2", "ModifyLaunchTemplate")] = LaunchTemplateOperations.Modify,
            [("ec2", "DescribeSnapshots")] = snapshots.Describe,
            [("ec2", "DeleteSnapshot")] = snapshots.Delete,
            [("ec2", "CreateTags")] = Ec2Tags.Create,
            [("ec2", "DeleteTags")] = Ec2Tags.Delete,
            [("ec2", "DescribeTags")] = Ec2Tags.Describe,
            [("ec2", "DescribeRegions")] = PlaceOperations.DescribeRegions,
            [("ec2", "DescribeInstanceTypes")] = PlaceOperations.DescribeInstanceTypes,
            [("ec2", "DescribeSubnets")] = PlaceOperations.DescribeSubnets,
            [("ec2", "DescribeSecurityGroups")] = PlaceOperations.DescribeSecurityGroups,
            [("ebs", "ListSnapshotBlocks")] = blocks.List,
            [("ebs", "ListChangedBlocks")] = blocks.ListChanged,
            [("ebs", "GetSnapshotBlock")] = blocks.Get,
            [("ebs", "StartSnapshot")] = writing.Start,
            [("ebs", "PutSnapshotBlock")] = writing.Put,
            [("ebs", "CompleteSnapshot")] = writing.Complete,
            [("ssm", "PutParameter")] = parameters.Put,
            [("ssm", "GetParameter")] = ParameterOperations.Get,
            [("ssm", "GetParameters")] = ParameterOperations.GetSeveral,
            [("ssm", "GetParametersByPath")] = ParameterOperations.GetByPath,
            [("ssm", "DeleteParameter")] = ParameterOperations.Delete,
            [("sts", "GetCallerIdentity")] = IdentityOperations.GetCaller,
            [("sts", "AssumeRole")] = IdentityOperations.AssumeRole,
            [("sts", "AssumeRoleWithWebIdentity")] = IdentityOperations.AssumeRoleWithWebIdentity,
            [("kms", "CreateKey")] = KeyOperations.Create,
            [("kms", "DescribeKey")] = KeyOperations.Describe,
            [("kms", "CreateAlias")] = KeyOperations.CreateAlias,
            [("kms", "ListAliases")] = KeyOperations.ListAliases,
            [("logs", "GetLogEvents")] = logs.GetEvents,
            [("logs", "FilterLogEvents")] = logs.Filter,
            [("logs", "DescribeLogStreams")] = logs.DescribeStreams,
        };
    }
}
