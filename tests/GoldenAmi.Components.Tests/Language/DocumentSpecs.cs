using GoldenAmi.Components.Language;

namespace GoldenAmi.Components.Tests.Language;

public sealed class DocumentSpecs
{
    private const string Web = """
        # installs a web server
        name: web
        description: A web server
        schemaVersion: 1.0
        parameters:
          - Greeting:
              type: string
              default: hello
          - Port:
              type: string
        constants:
          - Package: { type: string, value: nginx-light }
        phases:
          - name: build
            steps:
              - name: Install
                action: ExecuteBash
                timeoutSeconds: 600
                maxAttempts: 3
                onFailure: Continue
                inputs:
                  commands:
                    - apt-get install --yes {{ Package }}
              - name: Root
                action: ExecuteBash
                inputs:
                  commands:
                    - echo /var/www/html
              - name: Page
                action: CreateFile
                inputs:
                  - path: "{{ build.Root.outputs.stdout }}/index.html"
                    content: '{{ Greeting }} on {{Port}}'
                    permissions: 0644
              - name: Restart
                action: Reboot
          - name: test
            steps:
              - name: Answers
                action: ExecuteBinary
                timeoutSeconds: -1
                inputs:
                  path: /usr/bin/curl
                  arguments: [--fail, http://localhost/]
        """;

    [Fact]
    public void A_component_is_read_with_names_limits_and_places()
    {
        var (document, problems) = ComponentDocument.Parse(Web, "images/web.yaml");

        Assert.Empty(problems);
        Assert.NotNull(document);
        Assert.Equal("web", document.Name);
        Assert.Equal(["Greeting", "Port"], document.Parameters.Select(parameter => parameter.Name));
        Assert.Equal("nginx-light", document.Constants[0].Value);
        Assert.Equal(["build", "test"], document.Phases.Select(phase => phase.Name));
        Assert.False(document.IsTest);
        var install = document.FindStep("build", "Install");
        Assert.NotNull(install);
        Assert.Equal(TimeSpan.FromMinutes(10), install.Timeout);
        Assert.Equal((3, OnFailure.Continue, "ExecuteBash"), (install.MaxAttempts, install.OnFailure, install.Action));
        Assert.Equal(["apt-get install --yes {{ Package }}"], install.Commands);
        Assert.Equal("images/web.yaml(16,15)", install.Place.ToString());
        Assert.Null(document.FindStepByName("Answers")?.Timeout);
        Assert.Equal("0644", document.FindStepByName("Page")?.Inputs[0].FindText("permissions"));
    }
}
