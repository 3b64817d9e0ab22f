using System.Net.Sockets;
using DouyinIngest.Pipeline.Hosting;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Server;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace DouyinIngest.Tests.Server;

/// <summary>What is said of a start that is refused, and what is not hidden.</summary>
public sealed class StartErrorsTests
{
    public static TheoryData<string, Exception, string?> Table() => new()
    {
        { "settings", new SettingsException(["one", "two "]), $"one{Environment.NewLine}two" },
        { "options", new OptionsValidationException("", typeof(string), ["b", "a", "b"]), $"b{Environment.NewLine}a" },
        { "several", new AggregateException(new SettingsException(["one"]), new TopicAdminException("two")), $"one{Environment.NewLine}Kafka: two" },
        { "several, one a bug", new AggregateException(new SettingsException(["one"]), new InvalidOperationException("a bug")), null },
        { "topics", new TopicAdminException("missing"), "Kafka: missing" },
        { "client", new KafkaSettingsException("no such property"), "Kafka: no such property" },
        { "port taken", new IOException("in use.", new AddressInUseException("x")), "The management port cannot be used: in use. Set Management:Port to a free port, or stop what listens there." },
        { "port refused", new IOException("denied.", new SocketException(13)), "The management port cannot be used: denied. Set Management:Port to a free port, or stop what listens there." },
        { "a file", new IOException(".env cannot be read"), ".env cannot be read" },
        { "a text", new FormatException("no jar"), "no jar" },
        { "a bug", new InvalidOperationException("a bug"), null },
        { "another bug", new NotSupportedException("a bug"), null },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Describe_Table(string name, Exception fault, string? expected)
    {
        Assert.NotEmpty(name);
        Assert.Equal(expected, StartErrors.Describe(fault));
    }

    [Fact]
    public void Describe_AddressThatIsNotOurs_NamesBothSettings()
        => Assert.StartsWith("Management:Host and Management:Port cannot be listened on: ", StartErrors.Describe(new SocketException((int)SocketError.AddressNotAvailable)), StringComparison.Ordinal);

    [Fact]
    public void Describe_TheBindersWord_IsPassedOn()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Port", "many")]).Build();
        var fault = Assert.Throws<InvalidOperationException>(() => configuration.Get<ManagementOptions>());
        Assert.Equal(fault.Message, StartErrors.Describe(fault));
    }

    [Theory]
    [InlineData("127.0.0.1", 0, 0)]
    [InlineData("0.0.0.0", 65_535, 0)]
    [InlineData("::1", 9464, 0)]
    [InlineData("localhost", 9464, 1)]
    [InlineData("", 9464, 2)]
    [InlineData("127.0.0.1", -1, 1)]
    [InlineData("nowhere", 65_536, 2)]
    public void ManagementOptions_AreValidated(string host, int port, int mistakes)
    {
        var options = new ManagementOptions { Host = host, Port = port };
        IValidateOptions<ManagementOptions>[] validators = [new ManagementFieldsValidator(), new ManagementHostValidator()];
        var failures = validators.SelectMany(validator => validator.Validate(null, options).Failures ?? []).ToList();
        Assert.Equal(mistakes, failures.Count);
    }
}
