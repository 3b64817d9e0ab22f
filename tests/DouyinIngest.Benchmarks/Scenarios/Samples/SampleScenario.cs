using DouyinIngest.Benchmarks.Scenarios.Upstreams;
using DouyinIngest.Protos.Webcast.Data;
using DouyinIngest.Protos.Webcast.Im;
using DouyinIngest.Webcast.Telemetry;
using Google.Protobuf;

namespace DouyinIngest.Benchmarks.Scenarios.Samples;

/// <summary>
/// Real payloads, one file per message type, through the decode path. The values of those that make an event are held one by one against
/// the generated parser. There is no follow among them, so that one is made up.
/// </summary>
internal static class SampleScenario
{
    private const long RoomId = 7_300_000_000_000_000_001;

    private static readonly string[] Kinds = ["Chat", "Gift", "Like", "Enter", "Follow", "Share", "Room"];

    /// <summary>Runs every .bin file of a folder.</summary>
    public static ScenarioReport Run(string folder, Action<string> progress)
    {
        var report = new ScenarioReport();
        var path = new DecodePath(RoomId);
        var files = Directory.GetFiles(folder, "*.bin").Order(StringComparer.Ordinal).ToList();
        var byReason = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var byKind = Kinds.ToDictionary(kind => kind, _ => 0L, StringComparer.Ordinal);
        var compared = 0L;
        ulong seq = 0;
        foreach (var (method, payload) in files.Select(Sample).Append(Follow()))
        {
            seq++;
            var message = new Protos.Webcast.Message { Method = method, MsgId = (long)seq, Payload = ByteString.CopyFrom(payload) };
            var outcome = path.Read(UpstreamFrames.Msg(seq, [message])).Single();
            byReason[outcome.Reason.ToString()] = byReason.GetValueOrDefault(outcome.Reason.ToString()) + 1;
            var expected = ExpectedValues.Of(method, payload);
            var isEvent = outcome.Reason == DropReason.None;
            report.Require(isEvent || outcome.Reason is DropReason.NoEvent or DropReason.UnknownMethod, () => $"{method}: {outcome.Reason}");
            report.Require(isEvent == (expected is not null), () => $"{method}: an event {(isEvent ? "came" : "was missing")}, {outcome.Reason}");
            if (!isEvent || expected is null)
            {
                continue;
            }

            byKind[expected["kind"]]++;
            foreach (var (name, value) in expected)
            {
                compared++;
                var actual = outcome.Values.GetValueOrDefault(name, "nothing");
                report.Require(string.Equals(value, actual, StringComparison.Ordinal), () => $"{method}: {name} should be '{value}' and is '{actual}'");
            }

            progress($"{method}: {string.Join(", ", outcome.Values.Select(v => $"{v.Key}={v.Value}"))}");
        }

        foreach (var (kind, count) in byKind)
        {
            report.Require(count > 0, () => $"no {kind} among the samples");
        }

        return report.Require(files.Count > 0, () => $"no .bin files in {folder}")
            .Add("samples", files.Count)
            .Add("valuesCompared", compared)
            .Add("kinds", byKind)
            .Add("outcomes", byReason);
    }

    private static (string Method, byte[] Payload) Sample(string file) =>
        ("Webcast" + Path.GetFileNameWithoutExtension(file), File.ReadAllBytes(file));

    private static (string Method, byte[] Payload) Follow() => ("WebcastSocialMessage", new SocialMessage
    {
        Common = new Common { CreateTime = 1_767_225_600_000 },
        User = new User { Id = 90_001, Nickname = "山间一盏灯", SecUid = "MS4wLjABAAAAexample", PayGrade = new User.Types.PayGrade { Level = 12 } },
        Action = 1,
        FollowCount = 4_711,
    }.ToByteArray());
}
