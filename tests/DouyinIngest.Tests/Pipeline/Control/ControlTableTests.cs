using DouyinIngest.Pipeline.Control;

namespace DouyinIngest.Tests.Pipeline.Control;

public sealed class ControlTableTests
{
    [Fact]
    public void Empty_WantsNothing()
    {
        Assert.Empty(ControlTable.Empty.Rooms);
        Assert.Empty(ControlTable.Empty.Plan.Admitted);
        Assert.Equal(0, ControlTable.Empty.Offset);
    }

    [Fact]
    public void Apply_LaterRecord_ReplacesTheEarlier()
    {
        var table = Tables.Of(("1", "{}"), ("2", "{}"), ("1", """{"state":"paused"}"""));
        Assert.Equal(["1", "2"], table.Rooms.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((true, 2L, 3L), (table.Rooms["1"].Paused, table.Rooms["1"].Offset, table.Offset));
    }

    /// <summary>Planted bug: a tombstone that is ignored.</summary>
    [Fact]
    public void Apply_Tombstone_RemovesTheRoom()
    {
        var table = Tables.Of(("1", "{}"), ("2", "{}"), ("1", null));
        Assert.Equal("2", Assert.Single(table.Rooms).Key);
        Assert.Equal("2", Assert.Single(table.Plan.Admitted).Key);
        Assert.Equal(3, table.Offset);
    }

    [Fact]
    public void Apply_RefusedAfterGood_TheRoomDoesNotRun()
    {
        var table = Tables.Of(("1", "{}"), ("1", "rubbish"));
        Assert.Empty(table.Rooms);
        Assert.Equal(1, table.Refusals["1"].Offset);
    }

    [Fact]
    public void Apply_GoodAfterRefused_RunsAndForgetsTheRefusal()
    {
        var table = Tables.Of(("1", "rubbish"), ("1", "{}"));
        Assert.Single(table.Rooms);
        Assert.Empty(table.Refusals);
    }

    [Fact]
    public void Apply_TombstoneOfARefusedKey_ForgetsTheRefusal()
        => Assert.Empty(Tables.Of(("rubbish", "{}"), ("_new", "{}"), ("rubbish", null), ("_new", null)).Refusals);

    [Fact]
    public void Apply_Garbage_SpoilsNoOtherRoom()
    {
        var table = Tables.Of(("1", "{}"), ("_x", "{}"), ("k", "{}"), ("2", "{"), ("3", """{"state":"off"}"""), ("_credentials", "[]"), ("4", "{}"));
        Assert.Equal(["1", "4"], table.Plan.Admitted.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(5, table.Refusals.Count);
        Assert.Null(table.Credentials);
    }

    [Fact]
    public void Apply_CredentialsRefusedOrRemoved_AreGone()
    {
        const string Good = """{"credentials":{"default":{"limit":1}}}""";
        Assert.Single(Tables.Of(("_credentials", Good)).Credentials!);
        Assert.Null(Tables.Of(("_credentials", Good), ("_credentials", null)).Credentials);
        Assert.Null(Tables.Of(("_credentials", Good), ("_credentials", "5")).Credentials);
        Assert.Single(Tables.Of(("_credentials", "5"), ("_credentials", Good)).Credentials!);
    }

    [Fact]
    public void Snapshot_LaterRecords_DoNotReachIt()
    {
        var builder = new ControlTableBuilder();
        builder.Apply(Tables.Entry("1", "{}", 0));
        var before = builder.Snapshot();
        builder.Apply(Tables.Entry("1", null, 1));
        builder.Apply(Tables.Entry("x", "{}", 2));
        Assert.Equal((1, 0, 1L), (before.Rooms.Count, before.Refusals.Count, before.Offset));
        Assert.Equal((0, 1, 3L), (builder.Snapshot().Rooms.Count, builder.Snapshot().Refusals.Count, builder.Snapshot().Offset));
    }

    /// <summary>What a new instance reads from the compacted log is what an old one has.</summary>
    [Fact]
    public void Apply_CompactedLog_GivesTheSameTable()
    {
        var random = new Random(3);
        string?[] values = ["{}", """{"state":"paused"}""", "rubbish", null, """{"priority":7}"""];
        (string Key, string? Value)[] log = [.. Enumerable.Range(0, 400).Select(_ => ($"{random.Next(1, 40)}", values[random.Next(values.Length)]))];
        var whole = new ControlTableBuilder();
        var compacted = new ControlTableBuilder();
        for (var i = 0; i < log.Length; i++)
        {
            var entry = Tables.Entry(log[i].Key, log[i].Value, i);
            whole.Apply(entry);
            if (!log.Skip(i + 1).Any(later => string.Equals(later.Key, log[i].Key, StringComparison.Ordinal)))
            {
                compacted.Apply(entry);
            }
        }

        var (one, other) = (whole.Snapshot(), compacted.Snapshot());
        Assert.Equal(one.Rooms.Keys.Order(StringComparer.Ordinal), other.Rooms.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(one.Rooms.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => r.Value.Offset), other.Rooms.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => r.Value.Offset));
        Assert.Equal(one.Refusals.OrderBy(r => r.Key, StringComparer.Ordinal), other.Refusals.OrderBy(r => r.Key, StringComparer.Ordinal));
        Assert.Equal(one.Offset, other.Offset);
    }
}
