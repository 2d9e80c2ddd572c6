using QuantGrpc.Endpoints.Listening;
using QuantGrpc.Hosting;

namespace QuantGrpc.Tests.Endpoints.Listening;

public sealed class ListenPlanTests
{
    [Theory]
    [InlineData(null, null, "127.0.0.1:50051")]
    [InlineData(null, 0, "127.0.0.1:0")]
    [InlineData("127.0.0.1:7000", null, "127.0.0.1:7000")]
    [InlineData("localhost:7000", null, "127.0.0.1:7000")]
    [InlineData("localhost", 7001, "127.0.0.1:7001")]
    [InlineData("[::1]:7000", null, "[::1]:7000")]
    [InlineData("[::1]", null, "[::1]:50051")]
    [InlineData("127.0.0.1:7000", 7000, "127.0.0.1:7000")]
    public void Loopback_needs_no_permission(string? listen, int? port, string expected) =>
        ListenPlan.From(new ListenRequest { DefaultPort = 50051, Listen = listen, Port = port }).Grpc.ToString().ShouldBe(expected);

    [Theory]
    [InlineData("0.0.0.0:7000", "0.0.0.0:7000")]
    [InlineData("*:7000", "[::]:7000")]
    [InlineData("[::]", "[::]:50051")]
    [InlineData("192.168.1.7", "192.168.1.7:50051")]
    public void Clear_text_beyond_loopback_needs_the_option_by_name(string listen, string expected)
    {
        var request = new ListenRequest { DefaultPort = 50051, Listen = listen };

        Should.Throw<StartException>(() => ListenPlan.From(request)).Message.ShouldContain("--insecure-listen");

        var plan = ListenPlan.From(request with { InsecureListen = true });
        plan.IsBeyondLoopback.ShouldBeTrue();
        plan.Grpc.ToString().ShouldBe(expected);
    }

    [Theory]
    [InlineData("example.org:80")]
    [InlineData("")]
    [InlineData(":80")]
    [InlineData("127.0.0.1:")]
    [InlineData("127.0.0.1:-1")]
    [InlineData("127.0.0.1:65536")]
    [InlineData("::1")]
    [InlineData("[::1]7000")]
    [InlineData("127.1:7000")]
    [InlineData("2130706433:7000")]
    public void A_malformed_address_is_refused_with_its_value(string listen) =>
        Should.Throw<StartException>(() => ListenPlan.From(new ListenRequest { DefaultPort = 1, Listen = listen }))
            .Message.ShouldContain("--listen");

    [Theory]
    [InlineData("127.0.0.1:7000", 7001, null, null, "--port 7001")]
    [InlineData(null, 70000, null, null, "--port 70000")]
    [InlineData(null, 7000, 7000, null, "--health-port 7000")]
    [InlineData(null, 7000, -3, null, "--health-port -3")]
    [InlineData(null, 7000, null, 7000, "--admin-port 7000 is the gRPC port")]
    [InlineData(null, 7000, 7001, 7001, "--admin-port 7001 is the health port")]
    [InlineData(null, 7000, null, 65536, "--admin-port 65536")]
    public void Contradictions_name_the_option(string? listen, int? port, int? health, int? admin, string named) =>
        Should.Throw<StartException>(() => ListenPlan.From(
            new ListenRequest { DefaultPort = 1, Listen = listen, Port = port, HealthPort = health, AdminPort = admin })).Message.ShouldContain(named);

    [Fact]
    public void Ports_on_demand_are_on_the_address_of_grpc_and_absent_unless_asked_for()
    {
        var request = new ListenRequest { DefaultPort = 1, Listen = "[::1]:7000" };
        (ListenPlan.From(request).Health, ListenPlan.From(request).Admin).ShouldBe((null, null));

        var plan = ListenPlan.From(request with { HealthPort = 7001, AdminPort = 0 });
        (plan.Health?.ToString(), plan.Admin?.ToString()).ShouldBe(("[::1]:7001", "[::1]:0"));
    }
}
