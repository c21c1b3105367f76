package page

func isWallTitle(title string) bool { return false }

func (o *observer) walls()       {}
func (o *observer) login()       {}
func (o *observer) consent()     {}
func (o *observer) parked()      {}
func (o *observer) placeholder() {}
func (o *observer) scriptOnly()  {}
