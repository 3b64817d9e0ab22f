using System.Text.Json;
using DouyinIngest.Cli.Doctor;
using DouyinIngest.Webcast.Diagnosis;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Cli.Doctor;

public sealed class DoctorTextTests
{
    private static readonly RoomCheck Passed = new(RoomCheckStep.Dns, RoomCheckOutcome.Passed, "a is 203.0.113.7") { Took = TimeSpan.FromMilliseconds(12.4) };

    private static readonly RoomCheck Failed = new(RoomCheckStep.Handshake, RoomCheckOutcome.Failed, "HTTP 429 \u202e\u001b[31m.")
    {
        Took = TimeSpan.FromSeconds(1.5), Reason = CloseReason.RateLimited, Remedy = "Wait.",
    };

    private static readonly RoomCheck Advice = new(RoomCheckStep.Cookie, RoomCheckOutcome.Advice, "no login") { Remedy = "Log in." };

    private static readonly RoomCheck Skipped = new(RoomCheckStep.FirstFrame, RoomCheckOutcome.Skipped, "not tried: an earlier step failed");

    [Fact]
    public void Line_EachOutcome_HasMarkTimeAndRemedy()
    {
        Assert.Equal("✓ DNS             12 ms  a is 203.0.113.7", DoctorText.Line(Passed));
        Assert.Equal("✗ handshake     1500 ms  HTTP 429  [31m. Wait.", DoctorText.Line(Failed));
        Assert.Equal("! cookie           0 ms  no login. Log in.", DoctorText.Line(Advice));
        Assert.Equal("! cookie           0 ms  a login? Log in.", DoctorText.Line(Advice with { Detail = "a login?" }));
        Assert.Equal("– first frame            not tried: an earlier step failed", DoctorText.Line(Skipped));
    }

    [Fact]
    public void LastLine_SaysWhatItComesTo()
    {
        Assert.Equal("The room can be followed.", DoctorText.LastLine([Passed, Skipped]));
        Assert.Equal("The room can be followed; see the lines with a '!'.", DoctorText.LastLine([Passed, Advice]));
        Assert.Equal("The room cannot be followed: handshake.", DoctorText.LastLine([Passed, Advice, Failed, Skipped]));
        Assert.True(DoctorText.IsWell([Passed, Advice, Skipped]));
        Assert.False(DoctorText.IsWell([Passed, Failed]));
    }

    [Fact]
    public void Json_Line_HasEveryStep()
    {
        using var document = JsonDocument.Parse(DoctorJson.Line("732001", [Passed, Failed]));
        var root = document.RootElement;

        Assert.Equal(("732001", false), (root.GetProperty("room").GetString(), root.GetProperty("ok").GetBoolean()));
        var steps = root.GetProperty("steps");
        Assert.Equal(2, steps.GetArrayLength());
        Assert.Equal(("dns", "passed", 12.4), (steps[0].GetProperty("step").GetString(), steps[0].GetProperty("outcome").GetString(), steps[0].GetProperty("milliseconds").GetDouble()));
        Assert.Equal(JsonValueKind.Null, steps[0].GetProperty("reason").ValueKind);
        Assert.Equal(("RateLimited", "Wait."), (steps[1].GetProperty("reason").GetString(), steps[1].GetProperty("remedy").GetString()));
    }
}
