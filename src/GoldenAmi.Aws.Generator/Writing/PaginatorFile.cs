using GoldenAmi.Aws.Generator.Reading;

namespace GoldenAmi.Aws.Generator.Writing;

/// <summary>Paginators of the operations that answer in pages.</summary>
internal static class PaginatorFile
{
    public static string Write(Service service)
    {
        var code = new CodeText();
        var name = service.Choice.Name;
        var paged = service.Operations.Where(each => service.Model.Pages.ContainsKey(each.Name)).Select(each => each.Name).ToList();
        code.Line($"namespace {service.Choice.Namespace}.Model;");
        code.Line();
        code.Line("/// <summary>Makes paginators.</summary>");
        code.Block($"public partial interface I{name}PaginatorFactory", () =>
            paged.ForEach(each => code.Line($"I{each}Paginator {each}({each}Request request);")));
        code.Line();
        code.Block($"internal sealed class {name}PaginatorFactory(global::{service.Choice.Namespace}.IAmazon{name} client) : I{name}PaginatorFactory", () =>
            paged.ForEach(each => code.Line(
                $"public I{each}Paginator {each}({each}Request request) => new {each}Paginator(client, request);")));
        foreach (var each in paged)
        {
            WritePaginator(code, service, each, service.Model.Pages[each]);
        }

        return code.ToString();
    }

    private static void WritePaginator(CodeText code, Service service, string operation, ApiPages pages)
    {
        var response = service.Responses.Single(each => each.ClassName == operation + "Response");
        var results = pages.Results.Select(result => Result(service, response, result)).ToList();
        code.Line();
        code.Line($"/// <summary>The pages of {operation}.</summary>");
        code.Block($"public partial interface I{operation}Paginator", () =>
        {
            code.Line($"global::Amazon.Runtime.IPaginatedEnumerable<{operation}Response> Responses {{ get; }}");
            results.ForEach(result => code.Line($"global::Amazon.Runtime.IPaginatedEnumerable<{result.Type}> {result.Property} {{ get; }}"));
        });
        code.Line();
        code.Block($"internal sealed class {operation}Paginator(global::{service.Choice.Namespace}.IAmazon{service.Choice.Name} client, {operation}Request request) : I{operation}Paginator", () =>
        {
            var pagesType = $"global::GoldenAmi.Aws.Clients.Pages<{operation}Request, {operation}Response>";
            code.Line($"private readonly {pagesType} _pages = new(request, client.{operation}Async, static (page, token) => page.{Naming.Property(pages.InputToken)} = token, static page => page.{Naming.Property(pages.OutputToken)});");
            code.Line($"public global::Amazon.Runtime.IPaginatedEnumerable<{operation}Response> Responses => new global::Amazon.Runtime.PaginatedResponse<{operation}Response>(_pages);");
            foreach (var (type, property) in results)
            {
                code.Line($"public global::Amazon.Runtime.IPaginatedEnumerable<{type}> {property} => new global::Amazon.Runtime.PaginatedResultKeyResponse<{operation}Response, {type}>(_pages, static page => page.{property} ?? []);");
            }
        });
    }

    private static (string Type, string Property) Result(Service service, ServiceClass response, string result)
    {
        var member = response.Shape.Members.Single(each => each.Name == result);
        return (Types.Of(service, Types.ElementOf(service, service.Shape(member.Shape))), service.PropertyName(response, member));
    }
}
