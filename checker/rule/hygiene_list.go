package rule

// shorteners are hosts whose addresses stand for others, and end when their service does.
var shorteners = words(`
	bit.ly bitly.com j.mp tinyurl.com t.co goo.gl is.gd v.gd ow.ly buff.ly dlvr.it rebrand.ly cutt.ly shorturl.at rb.gy t.ly tiny.cc
	lnkd.in fb.me amzn.to ift.tt trib.al clck.ru vk.cc t.cn url.cn dwz.cn nyti.ms wapo.st reut.rs bbc.in econ.st on.ft.com politi.co
	cnn.it apne.ws`)

// chatTools are the names by which chat tools mark the links that they write.
var chatTools = words(`
	chatgpt chatgpt.com openai openai.com perplexity perplexity.ai copilot.com copilot.microsoft.com gemini gemini.google.com claude.ai
	grok.com deepseek.com`)

// secretParams are query parameters that hold a secret of eight characters or more.
var secretParams = words(`api_key apikey api-key access_token auth_token client_secret password passwd secret`)

// keyParams are query parameters that may hold one, if it is long and looks drawn at random.
var keyParams = words(`token key`)

// signatureParams are query parameters that sign an address which ends.
var signatureParams = words(`X-Amz-Signature X-Amz-Security-Token X-Amz-Credential X-Goog-Signature X-Goog-Credential sig Signature`)
