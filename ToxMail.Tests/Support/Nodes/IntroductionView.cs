namespace ToxMail.Tests.Support.Nodes;

internal sealed record IntroductionView(string PublicKey, string IntroducedBy, string Name, string Card);
