namespace DouyinIngest.Tests.Fakes;

/// <summary>Cases that wait for a library's own timers and keep no processor busy, side by side.</summary>
internal static class AtOnce
{
    /// <summary>Runs every case to its end, then fails with each that failed, by name.</summary>
    public static async Task ForEachAsync<T>(IEnumerable<T> cases, Func<T, Task> test)
    {
        var ended = await Task.WhenAll(cases.Select(async one => (Case: one, Fault: await Record.ExceptionAsync(() => test(one)))));
        Assert.All(ended, one => Assert.True(one.Fault is null, $"{one.Case}: {one.Fault}"));
    }
}
