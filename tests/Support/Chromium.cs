using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace QuantGrpc.Tests.Support;

/// <summary>
/// One tab of a Chromium of the system, driven over the DevTools protocol: what a test needs of it is a dozen commands, and a driver's package
/// brings a browser's weight to every clone.
/// </summary>
internal sealed class Chromium : IAsyncDisposable
{
    private readonly DirectoryInfo _profile = Directory.CreateTempSubdirectory("quantgrpc-chromium-");
    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> _waiting = new();
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly CancellationTokenSource _end = new();
    private ChildProgram? _program;
    private Task _reading = Task.CompletedTask;
    private TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _last;

    /// <summary>Errors and warnings of the page: exceptions, what its policy refused, what its console got.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    public static async Task<Chromium> StartAsync(int width = 1440, int height = 900)
    {
        var tab = new Chromium();
        tab._program = ChildProgram.Start(Tool.Require("chromium"),
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--remote-debugging-port=0", $"--user-data-dir={tab._profile.FullName}", $"--window-size={width},{height}", "about:blank",
        ]);
        var port = (await tab._program.WaitForLineAsync(@"DevTools listening on ws://127\.0\.0\.1:(\d+)/", TimeSpan.FromMinutes(1))).Groups[1].Value;
        using var http = new HttpClient();
        var tabs = await http.GetFromJsonAsync<JsonArray>($"http://127.0.0.1:{port}/json/list");
        var page = tabs?.First(t => t?["type"]?.GetValue<string>() == "page")?["webSocketDebuggerUrl"]?.GetValue<string>();
        await tab._socket.ConnectAsync(new Uri(page.ShouldNotBeNull()), CancellationToken.None);
        tab._reading = tab.ReadAsync();
        foreach (var domain in new[] { "Page", "Runtime", "Log" })
        {
            await tab.SendAsync($"{domain}.enable", []);
        }

        return tab;
    }

    /// <summary>Opens an address and waits until it has loaded.</summary>
    public async Task OpenAsync(string address)
    {
        _loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await SendAsync("Page.navigate", new JsonObject { ["url"] = address });
        await _loaded.Task.WaitAsync(TimeSpan.FromMinutes(1));
    }

    /// <summary>The value of an expression, or of the promise that it is.</summary>
    public async Task<T> ValueAsync<T>(string expression)
        where T : notnull
    {
        var reply = await SendAsync("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["awaitPromise"] = true, ["returnByValue"] = true });
        reply["exceptionDetails"].ShouldBeNull(expression);
        return (reply["result"]?["value"]).Deserialize<T>() ?? throw new InvalidOperationException($"no value: {expression}");
    }

    /// <summary>Waits, frame by frame, until an expression is true.</summary>
    public async Task UntilAsync(string expression) =>
        (await ValueAsync<bool>($"(async () => {{ const end = performance.now() + 20000; while (!({expression})) {{ if (performance.now() > end) return false; await new Promise(r => requestAnimationFrame(r)); }} return true; }})()"))
            .ShouldBeTrue(expression);

    /// <summary>Presses a key, for example ArrowDown, or types a character.</summary>
    public async Task PressAsync(string key)
    {
        var code = key switch { "Enter" => 13, "Escape" => 27, "PageDown" => 34, "End" => 35, "Home" => 36, "ArrowUp" => 38, "ArrowDown" => 40, _ => 0 };
        var down = new JsonObject { ["type"] = "rawKeyDown", ["key"] = key, ["windowsVirtualKeyCode"] = code };
        if (key.Length == 1 || key == "Enter")
        {
            down["type"] = "keyDown";
            down["text"] = key == "Enter" ? "\r" : key;
        }

        await SendAsync("Input.dispatchKeyEvent", down);
        await SendAsync("Input.dispatchKeyEvent", new JsonObject { ["type"] = "keyUp", ["key"] = key, ["windowsVirtualKeyCode"] = code });
    }

    /// <summary>Sends a command of the protocol.</summary>
    public async Task<JsonNode> SendAsync(string method, JsonObject parameters)
    {
        var id = Interlocked.Increment(ref _last);
        var reply = _waiting[id] = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        var command = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        await _socket.SendAsync(Encoding.UTF8.GetBytes(command.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        return await reply.Task.WaitAsync(TimeSpan.FromMinutes(1));
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _reading;
        _socket.Dispose();
        _end.Dispose();
        if (_program is not null)
        {
            await _program.DisposeAsync();
        }

        _profile.Delete(recursive: true);
    }

    private async Task ReadAsync()
    {
        using var message = new MemoryStream();
        var buffer = new byte[1 << 16];
        try
        {
            while (true)
            {
                var part = await _socket.ReceiveAsync(buffer, _end.Token);
                message.Write(buffer, 0, part.Count);
                if (part.EndOfMessage)
                {
                    Take(JsonNode.Parse(message.ToArray()).ShouldNotBeNull());
                    message.SetLength(0);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            foreach (var waiting in _waiting.Values)
            {
                waiting.TrySetException(e);
            }
        }
    }

    private void Take(JsonNode message)
    {
        if (message["id"]?.GetValue<int>() is { } id)
        {
            if (message["result"] is { } result)
            {
                _waiting[id].TrySetResult(result);
            }
            else
            {
                _waiting[id].TrySetException(new InvalidOperationException(message.ToJsonString()));
            }

            return;
        }

        switch (message["method"]?.GetValue<string>())
        {
            case "Page.loadEventFired":
                _loaded.TrySetResult();
                break;
            case "Runtime.exceptionThrown" or "Runtime.consoleAPICalled" or "Log.entryAdded" or "Page.javascriptDialogOpening":
                _complaints.Enqueue(message.ToJsonString());
                break;
        }
    }
}
