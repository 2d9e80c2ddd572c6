using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging.Abstractions;
using QuantGrpc.Llama.Interop;

namespace QuantGrpc.Tests.Llama.Interop;

public sealed class NativeHeapTests
{
    [Fact]
    public void A_large_block_is_a_mapping_of_its_own_also_after_a_larger_one_was_freed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "glibc alone");
        LlamaBackend.Load(NullLogger.Instance);
        Marshal.FreeHGlobal(Marshal.AllocHGlobal(16 << 20));

        var block = Marshal.AllocHGlobal(8 << 20);
        var inPage = block % Environment.SystemPageSize;
        Marshal.FreeHGlobal(block);

        inPage.ShouldBe(2 * nint.Size, "glibc's header begins the page of a block that is mapped");
    }
}
