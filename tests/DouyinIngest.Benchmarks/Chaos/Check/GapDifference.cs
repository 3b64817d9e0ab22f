namespace DouyinIngest.Benchmarks.Chaos.Check;

/// <summary>What the service told of holes, held against the true ones.</summary>
/// <param name="True">Holes that there were.</param>
/// <param name="AskedAgain">Times that the place before one was asked for once more: the answer had been lost on the way.</param>
/// <param name="Untold">True holes that nobody told of.</param>
/// <param name="False">Told ones that were none.</param>
/// <param name="Rooms">The rooms in which either happened, with their holes.</param>
internal sealed record GapDifference(int True, int AskedAgain, int Untold, int False, IReadOnlyList<string> Rooms)
{
    /// <summary>Holds them against each other, room by room.</summary>
    /// <param name="answers">Every time that the upstream did not go on from the place that was asked for.</param>
    /// <param name="told">What the service told of, each hole once.</param>
    public static GapDifference Of(IReadOnlyList<GapSpan> answers, IReadOnlyList<GapSpan> told)
    {
        GapSpan[] truth = [.. answers.DistinctBy(g => (g.RoomId, g.From))];
        var (untold, invented, rooms) = (0, 0, new List<string>());
        foreach (var room in truth.Concat(told).Select(g => g.RoomId).Distinct())
        {
            GapSpan[] real = [.. truth.Where(g => g.RoomId == room)];
            GapSpan[] said = [.. told.Where(g => g.RoomId == room)];
            untold += Math.Max(0, real.Length - said.Length);
            invented += Math.Max(0, said.Length - real.Length);
            if (real.Length != said.Length)
            {
                rooms.Add($"room {room}: true {string.Join(", ", real)}; told {string.Join(", ", said)}");
            }
        }

        return new GapDifference(truth.Length, answers.Count - truth.Length, untold, invented, rooms);
    }
}
