using System.Globalization;
using DouyinIngest.Pipeline.Control;

namespace DouyinIngest.Tests.Pipeline.Control;

public sealed class AdmissionTests
{
    private const string Two = """{"credentials":{"default":{"limit":3,"reserve":1}}}""";

    [Fact]
    public void Of_NoCredentials_AdmitsAllButThePaused()
    {
        var plan = Tables.Of(("1", "{}"), ("2", """{"state":"paused"}"""), ("3", """{"credential":"x"}""")).Plan;
        Assert.Equal(["1", "3"], plan.Admitted.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(plan.Pending);
        Assert.Empty(plan.Warnings);
        Assert.Equal((1, 1), (plan.Credentials["default"].Wanted, plan.Credentials["x"].Admitted));
    }

    /// <summary>Planted bug: a quota that is off by one.</summary>
    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(2, 0, 2)]
    [InlineData(3, 0, 3)]
    [InlineData(3, 1, 2)]
    [InlineData(100, 2, 98)]
    [InlineData(200, 1, 150)]
    public void Of_Limit_AdmitsExactlyLimitLessReserve(int limit, int reserve, int admitted)
    {
        var plan = Tables.Of(
            [("_credentials", "{\"credentials\":{\"default\":{\"limit\":" + limit + ",\"reserve\":" + reserve + "}}}"),
            .. Enumerable.Range(1, 150).Select(i => (i.ToString(CultureInfo.InvariantCulture), (string?)"{}"))]).Plan;
        Assert.Equal((admitted, 150 - admitted), (plan.Admitted.Count, plan.Pending.Count));
        Assert.Equal(new CredentialUse(new CredentialQuota(limit, reserve), 150, admitted), plan.Credentials["default"]);
    }

    public static TheoryData<string, string, string> Orders() => new()
    {
        { "priority", """{"priority":2}""", """{"priority":1,"since":"2020-01-01T00:00:00Z"}""" },
        { "negative", "{}", """{"priority":-1}""" },
        { "since", """{"since":"2026-01-01T00:00:00Z"}""", """{"since":"2026-01-01T00:00:01Z"}""" },
        { "since in zones", """{"since":"2026-01-01T08:00:00+08:00"}""", """{"since":"2026-01-01T00:00:01Z"}""" },
        { "without since last", """{"since":"2099-01-01T00:00:00Z"}""", "{}" },
    };

    [Theory]
    [MemberData(nameof(Orders))]
    public void Of_TwoRoomsOnePlace_TheFirstOfTheOrderHasIt(string what, string first, string second)
    {
        const string One = """{"credentials":{"default":{"limit":1}}}""";
        Assert.NotEmpty(what);
        Assert.Equal("2", Assert.Single(Tables.Of(("_credentials", One), ("1", second), ("2", first)).Plan.Admitted).Key);
        Assert.Equal("1", Assert.Single(Tables.Of(("_credentials", One), ("1", first), ("2", second)).Plan.Admitted).Key);
    }

    [Fact]
    public void Of_AllEqual_TheLowerNumberHasThePlace()
    {
        var plan = Tables.Of(("_credentials", Two), ("100", "{}"), ("20", "{}"), ("3", "{}")).Plan;
        Assert.Equal(["20", "3"], plan.Admitted.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("100", Assert.Single(plan.Pending).Key);
    }

    [Fact]
    public void Of_PausedRoom_TakesNoPlace()
        => Assert.Equal(2, Tables.Of(("_credentials", Two), ("1", """{"state":"paused","priority":9}"""), ("2", "{}"), ("3", "{}")).Plan.Admitted.Count);

    [Fact]
    public void Of_ManyRoomsWithoutLimit_WarnsAbove100()
    {
        static AdmissionPlan Plan(int rooms) => Tables.Of([.. Enumerable.Range(1, rooms).Select(i => (i.ToString(CultureInfo.InvariantCulture), (string?)"{}"))]).Plan;
        Assert.Empty(Plan(100).Warnings);
        Assert.Contains("'default' has no limit and holds 101 rooms", Assert.Single(Plan(101).Warnings), StringComparison.Ordinal);
        Assert.Equal(101, Plan(101).Admitted.Count);
    }

    [Fact]
    public void Of_CredentialThatIsNotNamed_IsUnlimitedWithAWarning()
    {
        var plan = Tables.Of(("_credentials", Two), ("1", """{"credential":"defualt"}""")).Plan;
        Assert.Single(plan.Admitted);
        Assert.False(plan.IsLimited(plan.Admitted["1"]));
        Assert.Contains("'defualt' is used by 1 rooms, but _credentials does not name it", Assert.Single(plan.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_CredentialWithoutRooms_IsThereUnused()
        => Assert.Equal(new CredentialUse(new CredentialQuota(3, 1), 0, 0), Tables.Of(("_credentials", Two)).Plan.Credentials["default"]);

    /// <summary>Never more than limit less reserve, never a free place while somebody waits, nobody ahead of its turn, nobody forgotten.</summary>
    [Fact]
    public void Of_RandomTables_KeepTheQuotaAndTheOrder()
    {
        var random = new Random(11);
        for (var round = 0; round < 60; round++)
        {
            var names = new[] { "default", "a", "b" };
            var limits = names.ToDictionary(name => name, _ => random.Next(0, 15));
            var credentials = string.Join(',', names.Select(name => limits[name] == 0 ? $"\"{name}\":{{}}" : $"\"{name}\":{{\"limit\":{limits[name]},\"reserve\":{random.Next(0, limits[name])}}}"));
            (string, string?)[] rooms = [.. Enumerable.Range(1, random.Next(0, 60)).Select(_ => (
                random.Next(1, 1_000_000).ToString(CultureInfo.InvariantCulture),
                (string?)RandomRoom(random, names[random.Next(3)])))];
            var table = Tables.Of([("_credentials", "{\"credentials\":{" + credentials + "}}"), .. rooms]);
            var plan = table.Plan;

            Assert.Equal(table.Rooms.Values.Count(room => !room.Paused), plan.Admitted.Count + plan.Pending.Count);
            Assert.DoesNotContain(plan.Admitted.Values, room => room.Paused);
            foreach (var name in names)
            {
                DesiredRoom[] admitted = [.. plan.Admitted.Values.Where(room => string.Equals(room.Credential, name, StringComparison.Ordinal))];
                DesiredRoom[] pending = [.. plan.Pending.Values.Where(room => string.Equals(room.Credential, name, StringComparison.Ordinal))];
                var places = table.Credentials![name].Places ?? int.MaxValue;
                Assert.True(admitted.Length <= places);
                Assert.True(pending.Length == 0 || admitted.Length == places);
                Assert.All(pending, waiting => Assert.All(admitted, room => Assert.True(IsBefore(room, waiting))));
                Assert.Equal((admitted.Length, admitted.Length + pending.Length), (plan.Credentials[name].Admitted, plan.Credentials[name].Wanted));
            }
        }
    }

    private static string RandomRoom(Random random, string credential)
    {
        var state = random.Next(5) == 0 ? "paused" : "active";
        var since = random.Next(2) == 0 ? "null" : $"\"2026-01-0{random.Next(1, 5)}T00:00:00Z\"";
        return $"{{\"state\":\"{state}\",\"credential\":\"{credential}\",\"priority\":{random.Next(3)},\"since\":{since}}}";
    }

    // The rule once more, in other words than the code's.
    private static bool IsBefore(DesiredRoom one, DesiredRoom other)
        => (-one.Priority, one.Since is null, one.Since, long.Parse(one.LiveId, CultureInfo.InvariantCulture))
            .CompareTo((-other.Priority, other.Since is null, other.Since, long.Parse(other.LiveId, CultureInfo.InvariantCulture))) < 0;
}
