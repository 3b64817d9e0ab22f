using System.Net.Sockets;
using System.Security.Authentication;
using Confluent.Kafka;
using DouyinIngest.Cli.Errors;
using DouyinIngest.Cli.Reconciliation;
using DouyinIngest.Webcast.Signing;
using DouyinIngest.Webcast.Telemetry;
using Microsoft.Extensions.Options;

namespace DouyinIngest.Tests.Cli.Errors;

public class ErrorLineTests
{
    public static TheoryData<Exception, int, string> Errors => new()
    {
        { CliException.WrongUse("asked wrongly"), 2, "asked wrongly" },
        { CliException.Failed("did not work"), 1, "did not work" },
        { new OptionsValidationException("KafkaOptions", typeof(object), ["Kafka:A is wrong", "Kafka:B too"]), 2, "settings: Kafka:A is wrong; Kafka:B too" },
        { new TopicReaderException("reading broke off"), 1, "reading broke off" },
        { new SignerException("the sign service did not answer"), 1, "the sign service did not answer" },
        { new KafkaException(new Error(ErrorCode.Local_AllBrokersDown, "1/1 brokers are down")), 1, "Kafka: 1/1 brokers are down. Look at --brokers and at whether they are up." },
        { new FormatException("'x' is not a Douyin URL"), 2, "'x' is not a Douyin URL" },
        { new UnauthorizedAccessException("Access to '.env' is denied."), 1, "Access to '.env' is denied. Give this user the right to it, or name another file." },
        { new FileNotFoundException("Could not find file 'jar'."), 2, "Could not find file 'jar'. Look at the path." },
        {
            new IOException("Failed to bind to address http://127.0.0.1:9464: address already in use.", new InvalidOperationException("in use", new SocketException((int)SocketError.AddressAlreadyInUse))),
            1,
            "Failed to bind to address http://127.0.0.1:9464: address already in use. Take another port (0: any free one)."
        },
        {
            new HttpRequestException("The SSL connection could not be established.", new AuthenticationException("The remote certificate is invalid.")),
            1,
            "The remote certificate is invalid. " + Remedies.For(CloseReason.Tls)
        },
        { new HttpRequestException("Name or service not known (nowhere:80)"), 1, "Name or service not known (nowhere:80). " + Remedies.For(CloseReason.Network) },
        { new InvalidOperationException("wrapped", new OptionsValidationException("x", typeof(object), ["A is wrong"])), 2, "settings: A is wrong" },
        { new AggregateException(CliException.WrongUse("inside")), 2, "inside" },
        { new InvalidOperationException("something\r\n  else"), 1, "something else" },
    };

    [Theory]
    [MemberData(nameof(Errors), DisableDiscoveryEnumeration = true)]
    public void Of_Error_IsOneLineWithARemedyAndACode(Exception error, int code, string line)
    {
        Assert.Equal(new ErrorLine(code, line), ErrorLine.Of(error));
    }

    [Fact]
    public void Line_EveryReason_SaysWhatWhereAndWhatToDo()
    {
        foreach (var reason in Enum.GetValues<CloseReason>())
        {
            var line = Refusal.Line(reason, "room 123", "HTTP 418");

            Assert.StartsWith("room 123: ", line, StringComparison.Ordinal);
            Assert.Contains("(HTTP 418)", line, StringComparison.Ordinal);
            Assert.EndsWith(Remedies.For(reason), line, StringComparison.Ordinal);
            Assert.DoesNotContain(reason.ToString(), line[..^Remedies.For(reason).Length], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Line_NoDetail_HasNoEmptyBrackets() =>
        Assert.StartsWith("room 123: the room is offline. ", Refusal.Line(CloseReason.RoomOffline, "room 123", ""), StringComparison.Ordinal);
}
