using System.ComponentModel;
using System.Runtime.InteropServices;

namespace DouyinIngest.Benchmarks.Brokers;

/// <summary>Signals to a process that we started; numbers of Linux.</summary>
internal static partial class PosixSignals
{
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    public static void Send(int pid, int signal)
    {
        if (SendSignal(pid, signal) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"signal {signal} to process {pid}: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    /// <summary>Whether the process runs; one that has ended and waits for its parent counts as ended.</summary>
    public static bool IsAlive(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[stat.LastIndexOf(')') + 2] != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int pid, int signal);
}
