using System.Net.Sockets;
using DouyinIngest.Pipeline.Hosting;
using DouyinIngest.Pipeline.Topics;
using Microsoft.Extensions.Options;

namespace DouyinIngest.Server;

/// <summary>Says in one readable message why the service does not start. What is not foreseen here is a bug and keeps its trace.</summary>
internal static class StartErrors
{
    public static string? Describe(Exception fault) => fault switch
    {
        SettingsException e => Lines(e.Errors),
        OptionsValidationException e => Lines(e.Failures),
        AggregateException e when e.InnerExceptions.All(inner => Describe(inner) is not null) => string.Join(Environment.NewLine, e.InnerExceptions.Select(Describe)),
        TopicAdminException or KafkaSettingsException => "Kafka: " + fault.Message,
        IOException { InnerException: SocketException or Microsoft.AspNetCore.Connections.AddressInUseException } => $"The management port cannot be used: {fault.Message} Set Management:Port to a free port, or stop what listens there.",
        Push.PushPortException => fault.Message,
        SocketException => $"Management:Host and Management:Port cannot be listened on: {fault.Message}.",
        FormatException or IOException => fault.Message,
        InvalidOperationException e when IsOfBinder(e) => e.Message,
        _ => null,
    };

    // What the settings' own check does not see: variables of the environment without our prefix.
    private static bool IsOfBinder(InvalidOperationException fault) => string.Equals(fault.Source, "Microsoft.Extensions.Configuration.Binder", StringComparison.Ordinal);

    private static string Lines(IEnumerable<string> errors) => string.Join(Environment.NewLine, errors.Select(error => error.Trim()).Distinct(StringComparer.Ordinal));
}
