using System.Buffers;
using System.Diagnostics;
using System.Text;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Filters;

namespace DouyinIngest.Benchmarks.Scenarios.Filters;

/// <summary>What the filter costs a chat: many words over chats of real size, in one thread; the median of several rounds.</summary>
internal static class FilterScenario
{
    /// <summary>What a chat may cost.</summary>
    private const double MostNanoseconds = 1_000;

    private const int Rounds = 15;

    public static ScenarioReport Run(int words, int chats, double matching, int seed, Action<string> progress)
    {
        progress($"making {words:#,0} words and {chats:#,0} chats");
        var stream = new FilterStream(words, chats, matching, seed);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var started = Stopwatch.GetTimestamp();
        var filter = Filter(stream.Words, ignoreSeparators: false);
        var built = Stopwatch.GetElapsedTime(started);
        var memory = GC.GetTotalMemory(forceFullCollection: true) - before;
        var tight = Filter(stream.Words, ignoreSeparators: true);

        var clean = Median(stream.Clean, "chats without a word", progress, chat => Apply(filter, chat));
        var allocated = Allocated(filter, stream.Clean);
        var mixed = Median(stream.Mixed, "chats of which some have one, masked", progress, chat => Apply(filter, chat));
        var separators = Median(stream.Clean, "separators passed over", progress, chat => Apply(tight, chat));

        // The runtime's own: says where the first word begins, not which, and nothing of width and zero-width characters.
        var values = SearchValues.Create(stream.Words, StringComparison.OrdinalIgnoreCase);
        var texts = stream.Clean.Select(Encoding.UTF8.GetString).ToArray();
        var searchValues = Median(texts, "SearchValues<string>, for comparison", progress, text => text.AsSpan().IndexOfAny(values) >= 0);

        var matched = stream.Mixed.Count(chat => Apply(filter, chat));
        return new ScenarioReport()
            .Add("words", stream.Words.Length)
            .Add("chats", stream.Clean.Length)
            .Add("bytesPerChat", stream.Clean.Average(static chat => chat.Length))
            .Add("nsPerChat", clean)
            .Add("nsPerChatMixed", mixed)
            .Add("matchedShare", (double)matched / stream.Mixed.Length)
            .Add("nsPerChatIgnoringSeparators", separators)
            .Add("nsPerChatSearchValues", searchValues)
            .Add("allocatedBytesPerChat", allocated)
            .Add("buildMilliseconds", built.TotalMilliseconds)
            .Add("memoryKiB", memory / 1024)
            .Require(clean <= MostNanoseconds, () => $"a chat costs {clean:0} ns, more than {MostNanoseconds:0}")
            .Require(mixed <= MostNanoseconds, () => $"a chat of the mixed stream costs {mixed:0} ns, more than {MostNanoseconds:0}")
            .Require(separators <= MostNanoseconds, () => $"a chat costs {separators:0} ns with separators passed over, more than {MostNanoseconds:0}")
            .Require(allocated == 0, () => $"a chat that matches nothing allocates {allocated:0.###} bytes")
            .Require(matched > 0, () => "no chat of the mixed stream matched: nothing was measured");
    }

    private static EventFilter Filter(string[] words, bool ignoreSeparators)
    {
        var options = new FilterOptions { IgnoreSeparators = ignoreSeparators };
        return EventFilter.Of(options.MaskWords(words))!;
    }

    private static bool Apply(EventFilter filter, byte[] content)
    {
        var e = new LiveEventView { Kind = EventKind.Chat, Content = content };
        return filter.Apply(ref e).Masked;
    }

    private static double Median<T>(T[] chats, string what, Action<string> progress, Func<T, bool> look)
    {
        var rounds = new double[Rounds];
        for (var round = -2; round < Rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            foreach (var chat in chats)
            {
                look(chat);
            }

            if (round >= 0)
            {
                rounds[round] = Stopwatch.GetElapsedTime(started).TotalNanoseconds / chats.Length;
            }
        }

        Array.Sort(rounds);
        progress($"{what}: {rounds[Rounds / 2]:0} ns a chat");
        return rounds[Rounds / 2];
    }

    private static double Allocated(EventFilter filter, byte[][] chats)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var chat in chats)
        {
            Apply(filter, chat);
        }

        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / chats.Length;
    }
}
