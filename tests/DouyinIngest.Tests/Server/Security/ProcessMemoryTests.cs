using System.Runtime.InteropServices;
using DouyinIngest.Server.Security;

namespace DouyinIngest.Tests.Server.Security;

public sealed partial class ProcessMemoryTests : IDisposable
{
    private const int GetDumpable = 3;
    private const int SetDumpable = 4;

    public ProcessMemoryTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "The call is Linux's.");

    [Theory]
    [InlineData(null, true)]
    [InlineData("0", true)]
    [InlineData("", true)]
    [InlineData("1", false)]
    public void Close_UnlessDumpsAreAskedFor_TellsTheKernel(string? setting, bool closed)
    {
        Assert.Equal(closed, ProcessMemory.Close(name => name == "DOTNET_DbgEnableMiniDump" ? setting : null));
        Assert.Equal(closed ? 0 : 1, Prctl(GetDumpable, 0));
    }

    public void Dispose() => _ = Prctl(SetDumpable, 1);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Prctl(int option, nuint argument);
}
