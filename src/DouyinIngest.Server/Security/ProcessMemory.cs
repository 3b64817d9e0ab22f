using System.Diagnostics;
using System.Runtime.InteropServices;

namespace DouyinIngest.Server.Security;

/// <summary>
/// What the process holds in memory, every secret among it, is for root alone: the kernel writes no core file of it, and no other process of the
/// same user can read its memory or its environment. Holds wherever it runs, without a setting of the container, the pod or the unit.
/// </summary>
internal static partial class ProcessMemory
{
    /// <summary>The runtime's own setting by which an operator asks for a dump at a crash.</summary>
    internal const string DumpSetting = "DOTNET_DbgEnableMiniDump";

    // Of sys/prctl.h; the kernel never changes them.
    private const int SetDumpable = 4;
    private const int NotDumpable = 0;

    /// <summary>
    /// Closes the memory, unless <see cref="DumpSetting"/> asks for dumps or a debugger is attached; both need it open. Elsewhere than on Linux
    /// nothing happens. Whether it is closed.
    /// </summary>
    public static bool Close(Func<string, string?> environment)
        => OperatingSystem.IsLinux()
            && !Debugger.IsAttached
            && !string.Equals(environment(DumpSetting), "1", StringComparison.Ordinal)
            && Prctl(SetDumpable, NotDumpable, 0, 0, 0) == 0;

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Prctl(int option, nuint argument2, nuint argument3, nuint argument4, nuint argument5);
}
