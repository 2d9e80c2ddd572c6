using System.Text.RegularExpressions;
using k8s;
using k8s.Models;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Deployment;

/// <summary>What `kubectl kustomize` renders, against Kubernetes' typed models and against the executables' own help.</summary>
public sealed partial class ManifestTests
{
    public static TheoryData<string> Folders => ["base", "overlays/demo", "overlays/cuda", "jobs"];

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Every_field_is_one_that_Kubernetes_knows(string folder)
    {
        var documents = await RenderAsync(folder);

        documents.ShouldNotBeEmpty();
        documents.ShouldAllBe(d => ((IMetadata<V1ObjectMeta>)d).Metadata.Name.StartsWith("quantgrpc-", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Every_option_exists_in_the_executable(string folder)
    {
        foreach (var container in await ContainersAsync(folder))
        {
            var program = container.Image.Contains("server", StringComparison.Ordinal) ? Executables.Server : Executables.Evaluator;
            var help = await Tool.RunAsync(program, [container.Args[0], "--help"]);
            foreach (var option in container.Args.Where(a => a.StartsWith("--", StringComparison.Ordinal)))
            {
                help.ShouldContain($"{option} ", customMessage: $"{container.Name} in {folder}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Ports_and_probes_are_those_that_the_program_listens_on(string folder)
    {
        foreach (var container in (await ContainersAsync(folder)).Where(c => c.Args[0] == "serve"))
        {
            var args = container.Args.ToList();
            var grpc = int.Parse(args[args.IndexOf("--listen") + 1].Split(':')[1]);
            var health = int.Parse(args[args.IndexOf("--health-port") + 1]);

            var admin = int.Parse(args[args.IndexOf("--admin-port") + 1]);
            container.Ports.ToDictionary(p => p.Name, p => p.ContainerPort)
                .ShouldBe(new Dictionary<string, int> { ["grpc"] = grpc, ["health"] = health, ["admin"] = admin });
            foreach (var probe in new[] { container.StartupProbe, container.ReadinessProbe, container.LivenessProbe }.OfType<V1Probe>())
            {
                probe.Grpc.Port.ShouldBe(health);
                (probe.Grpc.Service ?? "").ShouldBeOneOf("", "ready");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Containers_run_without_privileges_and_with_bounds(string folder)
    {
        foreach (var container in await ContainersAsync(folder))
        {
            container.SecurityContext.ReadOnlyRootFilesystem.ShouldBe(true);
            container.SecurityContext.AllowPrivilegeEscalation.ShouldBe(false);
            container.Resources.Limits.ShouldContainKey("memory");
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Images_are_fully_qualified_and_one_component_has_one_image(string folder)
    {
        var images = (await ContainersAsync(folder)).Select(c => c.Image).Distinct(StringComparer.Ordinal).ToList();

        images.ShouldAllBe(image => Qualified().IsMatch(image), folder);
        images.GroupBy(image => Qualified().Match(image).Groups["component"].Value).ShouldAllBe(component => component.Count() == 1, folder);
    }

    [Theory]
    [InlineData("base")]
    [InlineData("overlays/demo")]
    [InlineData("overlays/cuda")]
    public async Task Pods_say_where_their_metrics_are_scraped_and_no_service_leads_there(string folder)
    {
        var documents = await RenderAsync(folder);

        foreach (var template in documents.OfType<V1Deployment>().Select(d => d.Spec.Template))
        {
            template.Metadata.Annotations["prometheus.io/scrape"].ShouldBe("true");
            template.Metadata.Annotations["prometheus.io/path"].ShouldBe("/metrics");
            template.Metadata.Annotations["prometheus.io/port"]
                .ShouldBe($"{template.Spec.Containers.Single().Ports.Single(p => p.Name == "admin").ContainerPort}");
        }

        documents.OfType<V1Service>().SelectMany(s => s.Spec.Ports).ShouldAllBe(p => p.Name == "grpc");
    }

    [Fact]
    public async Task The_cuda_overlay_asks_for_a_card_and_ten_minutes_to_start()
    {
        var container = (await ContainersAsync("overlays/cuda")).Single(c => c.Name == "server");

        container.Resources.Limits["nvidia.com/gpu"].ToString().ShouldBe("1");
        container.Env.Single(e => e.Name == "CUDA_VERSION").Value.ShouldBe("12");
        (container.StartupProbe.PeriodSeconds * container.StartupProbe.FailureThreshold).ShouldBe(600);
        container.Image.ShouldEndWith("-cuda12");
    }

    [Fact]
    public async Task The_evaluator_is_replaced_and_never_doubled()
    {
        var deployments = (await RenderAsync("base")).OfType<V1Deployment>();

        deployments.Single(d => d.Metadata.Name == "quantgrpc-evaluator").Spec.Strategy.Type.ShouldBe("Recreate");
    }

    private static async Task<List<V1Container>> ContainersAsync(string folder) =>
    [
        .. (await RenderAsync(folder)).SelectMany(model => model switch
        {
            V1Deployment d => d.Spec.Template.Spec.Containers.Concat(d.Spec.Template.Spec.InitContainers ?? []),
            V1Job j => j.Spec.Template.Spec.Containers.Concat(j.Spec.Template.Spec.InitContainers ?? []),
            _ => [],
        }),
    ];

    // Strict: a field that the typed model lacks fails the load.
    private static async Task<List<object>> RenderAsync(string folder)
    {
        var kubectl = Tool.Require("kubectl");
        return KubernetesYaml.LoadAllFromString(await Tool.RunAsync(kubectl, ["kustomize", Repository.PathOf(["k8s", .. folder.Split('/')])]), strict: true);
    }

    // A registry, a component of this product and a tag: nothing that a node would look for on a registry of its own choice.
    [GeneratedRegex(@"^(?:localhost|[a-z0-9-]+(?:\.[a-z0-9-]+)+)(?::[0-9]+)?(?:/[a-z0-9._-]+)*/(?<component>quantgrpc-[a-z]+):[A-Za-z0-9._-]+$", RegexOptions.ExplicitCapture)]
    private static partial Regex Qualified();
}
