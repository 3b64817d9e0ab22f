using DouyinIngest.Pipeline.Hosting;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Server;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace DouyinIngest.Cli.Topics;

/// <summary>The Kafka part of the settings, read the way the service reads them, for commands that run no service.</summary>
internal static class KafkaSettings
{
    private static readonly IReadOnlyList<KnownSettings> Sections =
        [.. SettingSections.Pipeline, new(ManagementOptions.SectionName, typeof(ManagementOptions)), new(LogOptions.SectionName, typeof(LogOptions))];

    /// <param name="brokers">Bootstrap servers.</param>
    /// <param name="more">
    /// Settings, <c>Section:Key=Value</c>; those of other sections are checked and not used. Over the variables of the environment, in which a
    /// password stands that belongs in no argument list.
    /// </param>
    /// <exception cref="SettingsException">A setting is misspelt or of the wrong type.</exception>
    /// <exception cref="OptionsValidationException">A value is out of its range.</exception>
    public static KafkaOptions Read(string brokers, IEnumerable<KeyValuePair<string, string?>> more)
        => Read(brokers, more, new ConfigurationBuilder().AddEnvironmentVariables(SettingsCheck.EnvironmentPrefix).Build());

    /// <summary>Whether a switch of another section is on, in <paramref name="more"/> or in the environment; both were checked by the reading of the Kafka settings.</summary>
    public static bool IsOn(string key, IEnumerable<KeyValuePair<string, string?>> more)
        => bool.TryParse(new ConfigurationBuilder().AddEnvironmentVariables(SettingsCheck.EnvironmentPrefix).AddInMemoryCollection(more).Build()[key], out var on) && on;

    internal static KafkaOptions Read(string brokers, IEnumerable<KeyValuePair<string, string?>> more, IConfiguration environment)
    {
        var inherited = environment.GetSection(KafkaOptions.SectionName).AsEnumerable().Where(pair => pair.Value is not null);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(inherited).AddInMemoryCollection(more).AddInMemoryCollection(
            [KeyValuePair.Create($"{KafkaOptions.SectionName}:{nameof(KafkaOptions.BootstrapServers)}", (string?)brokers)]).Build();
        var mistakes = SettingsCheck.Mistakes(configuration, Sections);
        if (mistakes.Count > 0)
        {
            throw new SettingsException(mistakes);
        }

        var options = new KafkaOptions();
        configuration.GetSection(KafkaOptions.SectionName).Bind(options);
        IValidateOptions<KafkaOptions>[] validators = [new KafkaOptionsValidator(), new KafkaClientValidator()];
        string[] failures = [.. validators.SelectMany(validator => validator.Validate(null, options).Failures ?? [])];
        return failures.Length > 0 ? throw new OptionsValidationException(nameof(KafkaOptions), typeof(KafkaOptions), failures) : options;
    }
}
