using System.Net.Sockets;
using System.Security.Authentication;
using Confluent.Kafka;
using DouyinIngest.Cli.Reconciliation;
using DouyinIngest.Pipeline.Hosting;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Server;
using DouyinIngest.Webcast;
using DouyinIngest.Webcast.Recordings;
using DouyinIngest.Webcast.Signing;
using DouyinIngest.Webcast.Telemetry;
using Microsoft.Extensions.Options;

namespace DouyinIngest.Cli.Errors;

/// <summary>One line for whatever went wrong, without a stack trace, and the exit code that goes with it.</summary>
/// <param name="ExitCode">1 failed, 2 asked wrongly.</param>
/// <param name="Message">One line.</param>
internal readonly record struct ErrorLine(int ExitCode, string Message)
{
    public static ErrorLine Of(Exception error)
    {
        var (code, message) = error switch
        {
            CliException e => (e.ExitCode, e.Message),
            OptionsValidationException e => (Errors.ExitCode.WrongUse, "settings: " + string.Join("; ", e.Failures)),
            TopicReaderException e => (Errors.ExitCode.Failed, e.Message),
            LiveRoomException e => (Errors.ExitCode.Failed, Refusal.Line(e.Reason, "the room", e.Detail)),
            RecordingException e => (Errors.ExitCode.Failed, e.Message),
            SettingsException e => (Errors.ExitCode.WrongUse, e.Message),
            KafkaSettingsException e => (Errors.ExitCode.WrongUse, e.Message),
            TopicAdminException e => (Errors.ExitCode.Failed, e.Message),
            SignerException e => (Errors.ExitCode.Failed, e.Message),
            KafkaException e => (Errors.ExitCode.Failed, $"Kafka: {e.Error.Reason}. Look at --brokers and at whether they are up."),
            UnauthorizedAccessException e => (Errors.ExitCode.Failed, $"{e.Message} Give this user the right to it, or name another file."),
            FileNotFoundException e => (Errors.ExitCode.WrongUse, $"{e.Message} Look at the path."),
            FormatException e => (Errors.ExitCode.WrongUse, e.Message),
            _ => OfCause(error),
        };
        return new ErrorLine(code, OneLine(message));
    }

    private static (int Code, string Message) OfCause(Exception error)
    {
        for (Exception? cause = error; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse }:
                    return (Errors.ExitCode.Failed, $"{error.Message.TrimEnd('.')}. Take another port (0: any free one).");
                case AuthenticationException e:
                    return (Errors.ExitCode.Failed, $"{e.Message.TrimEnd('.')}. {Remedies.For(CloseReason.Tls)}");
                case HttpRequestException e when e.InnerException is not AuthenticationException:
                    return (Errors.ExitCode.Failed, $"{e.Message.TrimEnd('.')}. {Remedies.For(CloseReason.Network)}");
                case CliException or OptionsValidationException or TopicReaderException or SignerException or KafkaException
                    or LiveRoomException or SettingsException or KafkaSettingsException or TopicAdminException
                    when !ReferenceEquals(cause, error):
                    var line = Of(cause);
                    return (line.ExitCode, line.Message);
            }
        }

        return (Errors.ExitCode.Failed, StartErrors.Describe(error) ?? error.Message);
    }

    private static string OneLine(string message) =>
        string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
