using System.Globalization;

namespace DouyinIngest.Benchmarks.Scenarios;

/// <summary>What this process has cost so far.</summary>
internal static class ProcessCost
{
    /// <summary>User and system time of all threads since the start of the process.</summary>
    public static TimeSpan Cpu => Environment.CpuUsage.TotalTime;

    /// <summary>Resident memory now, in bytes.</summary>
    public static long ResidentBytes => Status("VmRSS:");

    /// <summary>The most resident memory so far, in bytes.</summary>
    public static long MaxResidentBytes => Status("VmHWM:");

    /// <summary>Open file descriptors, sockets among them.</summary>
    public static int OpenFiles => Directory.GetFiles("/proc/self/fd").Length;

    private static long Status(string field)
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith(field, StringComparison.Ordinal));
        return 1024 * long.Parse(line.AsSpan(field.Length, line.Length - field.Length - 2).Trim(), CultureInfo.InvariantCulture);
    }
}
