namespace DouyinIngest.Benchmarks.Dashboards;

/// <summary>One query of a panel, or of a rule.</summary>
/// <param name="Origin">The dashboard, or <c>rules</c>.</param>
/// <param name="Title">The panel's title, or the rule's name.</param>
/// <param name="Legend">What its series are called.</param>
/// <param name="Expression">As it is sent: without variables.</param>
internal sealed record BoardQuery(string Origin, string Title, string Legend, string Expression);
