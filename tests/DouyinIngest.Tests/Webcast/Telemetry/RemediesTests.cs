using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Webcast.Telemetry;

public sealed class RemediesTests
{
    public static TheoryData<CloseReason> Reasons => [.. Enum.GetValues<CloseReason>()];

    [Theory]
    [MemberData(nameof(Reasons))]
    public void For_EveryReason_IsOneSentenceOfItsOwn(CloseReason reason)
    {
        var remedy = Remedies.For(reason);

        Assert.EndsWith(".", remedy, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', remedy);
        Assert.InRange(remedy.Length, 20, 200);
        Assert.Single(Enum.GetValues<CloseReason>(), r => string.Equals(Remedies.For(r), remedy, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(CloseReason.SignatureRejected, "Signing:Mode=http")]
    [InlineData(CloseReason.DeviceBlocked, "DOUYIN_COOKIE")]
    [InlineData(CloseReason.MessageTooLarge, "Socket:MaxMessageBytes")]
    [InlineData(CloseReason.MessageTimeout, "Socket:MessageTimeout")]
    [InlineData(CloseReason.CredentialUnknown, "Socket:AppIds")]
    [InlineData(CloseReason.SignerFailed, "Signing:Url")]
    public void For_ReasonWithASetting_NamesIt(CloseReason reason, string setting)
        => Assert.Contains(setting, Remedies.For(reason), StringComparison.Ordinal);

    [Fact]
    public void For_NoReason_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => Remedies.For((CloseReason)999));
}
