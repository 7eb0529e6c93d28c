namespace ToxMail.Tests.Support.Nodes;

internal sealed record PasswordView(string Name, string Username, string Password);
